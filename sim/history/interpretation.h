// What a replica should show, worked out from the effects that it holds and the rule by which its
// engine decides: the reference that engines are checked against, and the source of every "who won
// and why" of the ledger.
//
// - conflict-free: the executable specification (engine/datatypes/specification.h);
// - last write wins: each operation's result for a key is one value; the value with the latest
//   (wall stamp, then smallest member) is shown, and what it had not absorbed is gone;
// - arrival order: effects in the order they came, as one plain Redis runs them.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/datatypes/specification.h"
#include "sim/history/history.h"

namespace faultline::sim {

struct ReplicaFate {
  bool held = false;
  bool visible = false;
  std::optional<EffectIndex> by;  // what overwrote or masks it here
  engine::Why why = engine::Why::kVisible;
  bool by_repair = false;  // not that itself, but a repair on its account
};

struct Interpretation {
  std::optional<engine::PlainKey> value;  // none where `valued` is false
  bool valued = false;                    // arrival order: values depend on each replica's past
  std::vector<ReplicaFate> fates;         // parallel to KeyEntry::effects
};

// At one replica, from what it held at the end of the run: one interpretation a replica of the key.
[[nodiscard]] std::vector<Interpretation> interpret_all(const History& history,
                                                        const KeyEntry& key);

// At one replica, from what it held when something was observed there at `position`; for
// conflict-free engines.
[[nodiscard]] Interpretation interpret_at(const History& history, const KeyEntry& key,
                                          LocalReplica replica, Position position);

// The value that a replica should show while the run goes on. Keeps what it worked out before.
class LiveReference {
 public:
  explicit LiveReference(const History& history);
  ~LiveReference();
  // Null: none. Stays until this key is asked for again.
  [[nodiscard]] const engine::PlainKey* value(const KeyEntry& key, LocalReplica replica);

 private:
  struct Known;
  const History& history_;
  std::unique_ptr<Known> known_;
};

}  // namespace faultline::sim

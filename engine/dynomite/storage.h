// The Redis behind a node: runs what its node hands it, one command after the other, and knows
// nothing of other replicas. Whatever reaches it last, stays.
//
// With `append_only` it logs the changes of each executed write, synced once a second and not
// waited for by replies, as "appendfsync everysec" does; a restart replays them. Without, a crash
// empties it. Source: shared dynomite/facts.md 1; sequential meaning = Redis 7.0.
#pragma once

#include <set>
#include <vector>

#include "engine/commands/command.h"
#include "engine/datatypes/plain_keyspace.h"
#include "engine/dynomite/messages.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

// What a write did to one unit; no change: nothing.
struct UnitChange {
  Bytes key;
  std::uint32_t unit = 0;  // as the client's command counts them
  std::optional<Change> change;
  static constexpr auto fields() {
    return std::tuple{&UnitChange::key, &UnitChange::unit, &UnitChange::change};
  }
};

// One record of the log.
struct LoggedWrite {
  Opaque<OperationId> operation;
  std::vector<UnitChange> changes;
  static constexpr auto fields() {
    return std::tuple{&LoggedWrite::operation, &LoggedWrite::changes};
  }
};

class Storage final : public Process {
 public:
  explicit Storage(bool append_only) : append_only_(append_only) {}
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  void replay(const std::vector<Bytes>& records, Outputs& outputs);
  void run(const input::Received& input, const StepContext& context, Outputs& outputs);
  void sync(const StepContext& context, Outputs& outputs);
  void log(const LoggedWrite& write, Outputs& outputs);
  void observe_digests(const std::set<Bytes>& touched, Outputs& outputs) const;

  bool append_only_;
  bool sync_due_ = false;
  std::uint64_t records_ = 0;  // in the log
  PlainKeyspace keyspace_;
};

}  // namespace faultline::engine::dynomite

// The sessions by what clients saw alone (shared checkers.md, 2 and 3, variant B): on keys that are
// only ever overwritten, each time with another value, a value read names its writer. Causal order
// (CO) is session order and who read from whom, closed; a read is stale if its value's writer comes
// before the writer of what the session wrote, or read, there last.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/dictionary.h"
#include "sim/checkers/session_events.h"

namespace faultline::sim {

struct StaleRead {
  OperationIndex read = 0;
  engine::Bytes key;
  OperationIndex last = 0;                 // the session's last operation there
  OperationIndex last_writer = 0;          // who wrote what that wrote or read
  std::optional<OperationIndex> writer{};  // of the value that was read; none: no such key
};

// Who wrote which value, of each key that is written by values alone, no value twice.
using UniqueWriters = engine::Dictionary<engine::Dictionary<OperationIndex>>;  // by key, value

class UniqueValues {
 public:
  // `last`: whether a read is held to what the session last read or to what it last wrote.
  UniqueValues(const History& history, Doing last);
  [[nodiscard]] const std::vector<StaleRead>& stale() const { return stale_; }
  [[nodiscard]] std::uint64_t checked() const { return checked_; }
  // Who wrote the value that the operation read, where it is one of these keys'.
  [[nodiscard]] std::optional<OperationIndex> writer_read(OperationIndex operation) const;

 private:
  // Of each client, of its operations that come before, the one that was asked last; kNever: none.
  // Operations in flight at once have no order, so what it returned after is not in.
  using Past = std::vector<OperationIndex>;
  struct Last {
    OperationIndex operation = 0;
    OperationIndex writer = 0;
  };
  using Place = std::pair<std::uint32_t, engine::Bytes>;  // client, key
  void ask(OperationIndex operation);
  void answer(OperationIndex operation);
  void take_in_value(OperationIndex operation, const engine::Bytes& key);
  void remember(OperationIndex operation, OperationIndex writer, const engine::Bytes& key);
  [[nodiscard]] bool asked_later(OperationIndex a, OperationIndex b) const;
  void advance(Past& past, OperationIndex operation) const;
  [[nodiscard]] bool comes_before(OperationIndex a, OperationIndex b) const;
  // Null: it names none of these keys.
  [[nodiscard]] const engine::Bytes* key_of(OperationIndex operation) const;

  const History& history_;
  Doing last_kind_;
  const UniqueWriters& writers_;
  std::map<OperationIndex, Past> pasts_;  // of writes
  std::vector<Past> sessions_;            // by client
  std::map<Place, Last> last_;
  std::map<OperationIndex, Last> before_;  // of what is in flight: what was last when it was asked
  std::vector<StaleRead> stale_;
  std::uint64_t checked_ = 0;
};

}  // namespace faultline::sim

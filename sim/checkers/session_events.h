// What each client did on keys, as the guarantees of a session see it (shared checkers.md, 3): what
// an operation demands of every replica from then on, and where the replicas are looked at. Shared
// by the four checks; each says which of two operations is the earlier one.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/checkers/key_arrivals.h"

namespace faultline::sim {

enum class Doing { kReads, kWrites };

// A command that answers with what it found: a read, or a write as GETSET. Counts and OK tell too
// little.
[[nodiscard]] bool answers_what_it_found(const OperationEntry& operation,
                                         const engine::Reply& reply);

// A read of a key at the replica whose answer the client got.
struct KeyRead {
  OperationIndex operation = 0;
  KeyIndex key = 0;
  LocalReplica replica = 0;
  Position position = 0;
};

// Takes down where reads run, which histories do not keep a key.
class KeyReads {
 public:
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history);
  // By key: those whose answer was the client's and not another's just as well.
  [[nodiscard]] std::vector<std::vector<KeyRead>> answered(const History& history) const;

 private:
  struct Run {
    KeyRead read;
    engine::ProcessId process;
  };
  std::vector<Run> runs_;
};

// A replica is looked at in one of its lives: has it, before `before`, all that is demanded of it?
struct Look {
  std::size_t life = 0;
  std::size_t target = 0;  // of the key
  Position before = 0;
  bool first = true;  // a write came there for the first time, no crash or restart behind it
};

// One operation on one key.
struct SessionEvent {
  OperationIndex operation = 0;
  KeyIndex key = 0;
  LocalReplica replica = 0;       // whose answer its client got
  Position position = 0;          // when it ran there
  EffectIndex effect = kNever;    // of a write: its first on the key
  std::vector<Demand> demands{};  // as the earlier operation, by target
  bool demanding = false;         // it demands something
  EffectIndex latest = kNever;    // of that, where stamps decide, what has the latest
  std::vector<Look> looks{};      // as the later operation
};

struct Sessions {
  std::vector<std::vector<SessionEvent>> by_client;
  std::uint64_t left_out = 0;  // events on keys that a client's repeated operation made
};
class SessionRecord;  // session_record.h
[[nodiscard]] Sessions sessions_of(const History& history, SessionRecord& record, Doing earlier,
                                   Doing later);

}  // namespace faultline::sim

// The true causal order of a run (shared checkers.md, 0: hb, the closure of what an operation had
// seen and of what came earlier in its session), by one clock an operation: how many operations of
// each client it knew of. Worked out from a closed history in one pass, by what replicas held when,
// never by an engine's own clocks.
//
// Where operations of one session overlap, one that ran first does not know what the other learnt.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "sim/history/history.h"

namespace faultline::sim {

class HappenedBefore {
 public:
  explicit HappenedBefore(const History& history);
  // v's origin knew of u: itself, or by way of others.
  [[nodiscard]] bool before(EffectIndex u, EffectIndex v) const;

 private:
  using Clock = std::vector<std::uint32_t>;  // by client: how many of its operations are known
  struct Event;
  // What a replica's copy of a key tells whoever runs a command on it.
  struct Told {
    Clock clock;
    bool lost = false;   // some of it was lost since
    bool asked = false;  // somebody runs one
  };
  [[nodiscard]] std::vector<Event> events() const;
  template <class Visitor>
  void visit_runs(const Visitor& visitor) const;
  template <class Visitor>
  void visit_holding(EffectIndex effect, LocalReplica replica, const Visitor& visitor) const;
  void happen(const Event& event);
  void run(OperationIndex operation, engine::ProcessId home, Position at);
  void run_by_itself(EffectIndex effect);
  // What is known of the operation so far; at first what its session knew.
  [[nodiscard]] Clock& clock_of(OperationIndex operation);
  [[nodiscard]] const Clock& told(KeyIndex key, LocalReplica replica, Position at);
  // Calls visit(key, replica) for each key of the command that the process serves.
  template <class Visitor>
  void visit_keys(OperationIndex operation, engine::ProcessId at, const Visitor& visitor) const;
  void find_those_asked();
  [[nodiscard]] Told& told_of(KeyIndex key, LocalReplica replica) {
    return told_[first_told_[key] + replica];
  }

  const History& history_;
  std::vector<std::uint32_t> numbers_;  // by operation: its place in its session, from 1
  std::vector<Clock> operations_;
  std::map<EffectIndex, Clock> unasked_;
  std::vector<OperationIndex> newest_;   // by client: the last operation that has a clock
  std::vector<Told> told_;               // by key, then replica
  std::vector<std::size_t> first_told_;  // by key
};

}  // namespace faultline::sim

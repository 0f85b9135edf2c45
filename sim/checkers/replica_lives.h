// The time of each replica, cut where it lost something of what it held. Within one life a replica
// only gains effects, so that a number, since when it holds one, says all about both. Positions are
// those of the history; all that a replica restores or adopts in one step comes at one moment, as
// nobody can look in between.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/history/history.h"

namespace faultline::sim {

// The steps in which a replica restored or adopted, as the observations told them.
class Restorations {
 public:
  void observe(const History::Where& where, const engine::Observation& observation,
               Position position);
  // The first position of the step, where it is one of these.
  [[nodiscard]] Position moment(Position position) const;

 private:
  struct Step {
    Position first = 0;
    Position last = 0;
    engine::ProcessId process;
    engine::Instant at{};
  };
  std::vector<Step> steps_;
};

struct ReplicaLife {
  LocalReplica replica = 0;  // the same number is the same copy, whatever the key
  Position begin = 0;        // it covers the positions after `begin`, up to `end`
  Position end = kNever;
};

class ReplicaLives {
 public:
  ReplicaLives(const History& history, const Restorations& restorations);
  // By replica, then in the order of time.
  [[nodiscard]] const std::vector<ReplicaLife>& all() const { return lives_; }
  // Position in all().
  [[nodiscard]] std::size_t at(LocalReplica replica, Position position) const;
  // When the replica came to hold the effect in that life; kNever: it did not.
  [[nodiscard]] Position came(const EffectEntry& effect, const ReplicaLife& life) const;

 private:
  const Restorations* restorations_;
  std::vector<ReplicaLife> lives_;
  std::vector<std::size_t> first_;  // by replica: its first life
};

}  // namespace faultline::sim

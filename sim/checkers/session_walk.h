// Follows each session in the order of time and says where a guarantee broke: at each operation,
// all that was answered before it was asked counts as earlier. What is demanded of a replica is
// kept as one position, so that a look costs the same however long the session is.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/checkers/session_events.h"

namespace faultline::sim {

enum class Breach {
  kMissing,     // it had not come
  kLost,        // the replica had held it and lost it
  kLostAtHome,  // it had not come, and its home lost it
  kOrder,       // it is there, ordered after the later write
  kAnotherKey,  // it had not come, and is of another key than the later write
};

struct BrokenSession {
  Breach breach = Breach::kMissing;
  const SessionEvent* earlier = nullptr;
  const SessionEvent* later = nullptr;
  EffectIndex effect = kNever;  // what is not there, or in the wrong order
  LocalReplica replica = 0;     // where
  Look look;                    // but for the order: when
};

struct SessionWalk {
  std::vector<BrokenSession> broken;
  std::uint64_t looks = 0;  // where a session had something earlier
};
[[nodiscard]] SessionWalk walk_sessions(const History& history, const ReplicaLives& lives,
                                        const Sessions& sessions, Doing later);

}  // namespace faultline::sim

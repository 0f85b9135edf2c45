// Holds what the record of replicas says of a guarantee to what clients saw. Most differences are
// explained: the record sees more than clients can, who know only what a value shows, and nothing
// of keys without unique values; and a replica may hold all that it should and still show an older
// value, as its engine orders it after the newer one, which monotonic_writes and
// writes_follow_reads report. What is left is a reply that contradicts what its replica held.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/checkers/session_walk.h"
#include "sim/checkers/unique_values.h"

namespace faultline::sim {

struct SessionTiers {
  struct Disagreement {
    OperationIndex read = 0;
    engine::Bytes key;
    std::string text;  // both sides
  };
  std::uint64_t checked = 0;  // reads by clients' values alone
  std::uint64_t stale = 0;
  std::vector<Disagreement> disagreements;
};
// `last`: what reads are held to; `walk`: what the record says of the same.
[[nodiscard]] SessionTiers compare_tiers(const History& history,
                                         const std::vector<std::vector<KeyRead>>& reads,
                                         const SessionWalk& walk, Doing last);

}  // namespace faultline::sim

// What clients alone know of each key: what they asked and were told, and what the replicas of the
// core show at the end, which is the final read (the black-box tier of the shared checkers.md, 0).
// Nothing here looks at what replicas applied.
#pragma once

#include <vector>

#include "sim/history/history.h"

namespace faultline::sim {

// The issued operations that name a key, in the order in which they were asked.
struct KeyUses {
  engine::Bytes key;
  std::vector<OperationIndex> operations;
};
// By key.
[[nodiscard]] std::vector<KeyUses> uses_of_keys(const History& history);

[[nodiscard]] bool acknowledged(const OperationEntry& operation);

struct FinalRead {
  LocalReplica replica = 0;
  const FinalContents* contents = nullptr;
};
// Of the core replicas that answered.
[[nodiscard]] std::vector<FinalRead> final_reads(const History& history, const engine::Bytes& key);

}  // namespace faultline::sim

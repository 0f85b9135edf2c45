// How the seeds of one scenario are spread: for each engine what was lost and how long replicas
// took to agree, for each pair of engines who lost more under the same seed, and which findings how
// many seeds showed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "scenarios/sweep/engine_order.h"
#include "scenarios/sweep/seed_lines.h"

namespace faultline::scenarios {

struct EngineSeeds {
  std::vector<std::int64_t> lost;                     // by seed, sorted
  std::vector<std::int64_t> converged_after_heal_ns;  // of the seeds that converged, sorted
  std::uint64_t with_losses = 0;
};
// Seeds under which both engines ran.
struct PairedSeeds {
  std::string first;
  std::string second;
  std::uint64_t first_lost_more = 0;
  std::uint64_t second_lost_more = 0;
  std::uint64_t equal = 0;
  std::vector<std::int64_t> difference;  // lost in the first minus lost in the second, sorted
};
struct ShownFinding {
  std::uint64_t seeds = 0;
  std::uint64_t first_seed = 0;
};
struct Distribution {
  std::uint64_t seeds = 0;
  std::map<std::string, std::uint64_t> outcomes = {{"failed", 0}, {"held", 0}, {"unknown", 0}};
  std::map<std::string, EngineSeeds, EngineOrder> engines;
  std::vector<PairedSeeds> pairs;  // in the order of their engines
  std::map<std::string, ShownFinding> findings;
};
[[nodiscard]] Distribution distribution_of(const std::string& scenario, const SeedLines& lines);

// The smallest value that so many percent of them do not exceed; there is at least one.
[[nodiscard]] std::int64_t percentile(const std::vector<std::int64_t>& sorted, std::size_t percent);

}  // namespace faultline::scenarios

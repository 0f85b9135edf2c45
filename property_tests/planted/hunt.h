// The hunt for a planted bug: its scenario runs under one seed after the other until the check that
// is named for it fails. The same seeds must hold without the bug, or the check proves nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/planted_bugs.h"

namespace faultline::planted {

inline constexpr std::uint64_t kSeedsMax = 200;
inline constexpr std::uint64_t kHeldSeedsMin = 10;  // without the bug

struct Hunt {
  const engine::PlantedBugKind* bug = nullptr;
  std::vector<std::uint64_t> seeds;  // how many it took, a first seed; shorter if one took too many
  std::vector<std::string> problems;  // none: caught from every first seed
  [[nodiscard]] bool caught() const { return problems.empty(); }
  [[nodiscard]] std::uint64_t median() const;
};

// property_tests/planted/NAME.json
[[nodiscard]] std::string scenario_of(const engine::PlantedBugKind& bug);

// All planted bugs in their order, each from every first seed, on all cores.
[[nodiscard]] std::vector<Hunt> hunt_all(std::span<const std::uint64_t> first_seeds);

}  // namespace faultline::planted

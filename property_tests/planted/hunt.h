// The hunt for a planted bug: its scenario runs under one seed after the other until the check that
// is named for it fails. The same seeds must hold without the bug, or the check proves nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/planted_bugs.h"
#include "sim/search/smaller_plans.h"

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

// A planted bug's first catch made small (faultline minimize).
struct Shrunk {
  const engine::PlantedBugKind* bug = nullptr;
  std::uint64_t seed = 0;
  sim::PlanSize before;
  sim::PlanSize after;
  std::string text;     // the small scenario
  std::string problem;  // empty: it still shows the same finding
};
// Of each bug of which the first catch shows a finding, not an assertion or a count that is off; on
// all cores, in the order of the bugs. `only`: of these; empty: of all.
[[nodiscard]] std::vector<Shrunk> shrink_all(std::span<const std::string_view> only = {});

}  // namespace faultline::planted

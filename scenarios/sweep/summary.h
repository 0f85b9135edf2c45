// One line a finished seed, and what all of them amount to: the same bytes for the same set of
// seeds, whoever ran them in whatever order.
#pragma once

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/sweep/doses.h"
#include "scenarios/sweep/seed_lines.h"
#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::scenarios {

[[nodiscard]] SeedLine seed_line(const sim::Plan& plan, std::string_view outcome,
                                 const sim::RunResult& result);
[[nodiscard]] nlohmann::ordered_json to_json(const SeedLine& line);

struct SweptScenario {
  std::string name;
  std::string file;  // without folders, for repeat commands
  std::string sha256;
  // For charts of several scenarios; none: a sweep of an older version did not note it.
  std::optional<Dose> clocks{};
  std::optional<Dose> partition{};
};

// The content of summary.json but for "seeds", the last of its keys, which has every seed's line:
// totals, for each scenario its hash, how the engines' losses and times to converge are spread and
// how many seeds showed which finding.
[[nodiscard]] nlohmann::ordered_json summary_head(const std::vector<SweptScenario>& scenarios,
                                                  const SeedLines& lines, bool interrupted);
// All of it, as text. Lines are written one by one: there may be many.
void write_sweep_summary(const std::vector<SweptScenario>& scenarios, const SeedLines& lines,
                         bool interrupted, std::ostream& out);

}  // namespace faultline::scenarios

// One line a finished seed, and what all of them amount to: the same bytes for the same set of
// seeds, whoever ran them in whatever order.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/plan.h"
#include "sim/run_result.h"

namespace faultline::scenarios {

// What a sweep keeps of one run.
struct SeedLine {
  std::string scenario;
  std::uint64_t seed = 0;
  std::string outcome;
  std::map<std::string, std::string> fingerprints;  // by engine
  std::map<std::string, std::uint64_t> lost;
  std::map<std::string, std::optional<std::int64_t>> converged_after_heal_ns;
  std::vector<std::string> findings;  // ids, sorted, each once
  friend bool operator==(const SeedLine&, const SeedLine&) = default;
};

[[nodiscard]] SeedLine seed_line(const sim::Plan& plan, std::string_view outcome,
                                 const sim::RunResult& result);
[[nodiscard]] nlohmann::ordered_json to_json(const SeedLine& line);

struct SweptScenario {
  std::string name;
  std::string file;  // without folders, for repeat commands
  std::string sha256;
  friend bool operator==(const SweptScenario&, const SweptScenario&) = default;
};

// By (scenario, seed).
using SeedLines = std::map<std::pair<std::string, std::uint64_t>, SeedLine>;

// The content of summary.json: totals, for each scenario its hash, how the engines' losses and
// times to converge are spread and how many seeds showed which finding; then every seed's line.
[[nodiscard]] nlohmann::ordered_json sweep_summary(const std::vector<SweptScenario>& scenarios,
                                                   const SeedLines& lines, bool interrupted);

}  // namespace faultline::scenarios

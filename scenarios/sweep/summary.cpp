#include "scenarios/sweep/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace faultline::scenarios {
namespace {

using nlohmann::ordered_json;

// Smallest, median, 95th percentile and largest; nothing of nothing.
ordered_json spread(std::vector<std::int64_t> values) {
  if (values.empty()) return nullptr;
  std::sort(values.begin(), values.end());
  const auto at = [&](std::size_t percent) {
    return values[std::max<std::size_t>((values.size() * percent + 99) / 100, 1) - 1];
  };
  return {{"min", values.front()}, {"p50", at(50)}, {"p95", at(95)}, {"max", values.back()}};
}

struct EngineSeeds {
  std::vector<std::int64_t> lost;
  std::vector<std::int64_t> converged_after_heal_ns;
  std::uint64_t seeds = 0;
  std::uint64_t with_losses = 0;
};

ordered_json to_json(const EngineSeeds& engine) {
  return {{"seeds_with_losses", engine.with_losses},
          {"lost", spread(engine.lost)},
          {"seeds_converged", engine.converged_after_heal_ns.size()},
          {"converged_after_heal_ns", spread(engine.converged_after_heal_ns)}};
}

ordered_json scenario_summary(const SweptScenario& scenario, const SeedLines& lines) {
  std::map<std::string, std::uint64_t> outcomes = {{"failed", 0}, {"held", 0}, {"unknown", 0}};
  std::map<std::string, EngineSeeds> engines;
  struct Shown {
    std::uint64_t seeds = 0;
    std::uint64_t first_seed = 0;
  };
  std::map<std::string, Shown> findings;
  std::uint64_t seeds = 0;
  for (auto it = lines.lower_bound({scenario.name, 0});
       it != lines.end() && it->first.first == scenario.name; ++it) {
    const SeedLine& line = it->second;
    ++seeds;
    ++outcomes[line.outcome];
    for (const auto& [engine, lost] : line.lost) {
      engines[engine].lost.push_back(static_cast<std::int64_t>(lost));
      engines[engine].with_losses += lost > 0 ? 1 : 0;
    }
    for (const auto& [engine, after] : line.converged_after_heal_ns)
      if (after) engines[engine].converged_after_heal_ns.push_back(*after);
    for (const std::string& id : line.findings)
      if (++findings[id].seeds == 1) findings[id].first_seed = line.seed;
  }
  ordered_json by_engine = ordered_json::object();
  for (const auto& [name, engine] : engines) by_engine[name] = to_json(engine);
  ordered_json by_finding = ordered_json::object();
  for (const auto& [id, shown] : findings)
    by_finding[id] = {{"seeds", shown.seeds}, {"first_seed", std::to_string(shown.first_seed)}};
  return {
      {"name", scenario.name},    {"sha256", scenario.sha256},    {"seeds", seeds},
      {"held", outcomes["held"]}, {"failed", outcomes["failed"]}, {"unknown", outcomes["unknown"]},
      {"engines", by_engine},     {"findings", by_finding}};
}

}  // namespace

SeedLine seed_line(const sim::Plan& plan, std::string_view outcome, const sim::RunResult& result) {
  SeedLine line{plan.name, plan.seed, std::string(outcome), {}, {}, {}, {}};
  std::set<std::string> findings;
  for (const sim::EngineResult& engine : result.engines) {
    line.fingerprints[engine.engine] = fmt::format("{:016x}", engine.fingerprint);
    if (engine.ledger) line.lost[engine.engine] = engine.lost();
    line.converged_after_heal_ns[engine.engine] = engine.converged_after_heal_ns;
    for (const sim::Finding& finding : engine.findings) findings.insert(finding.id);
  }
  line.findings.assign(findings.begin(), findings.end());
  return line;
}

ordered_json to_json(const SeedLine& line) {
  ordered_json converged = ordered_json::object();
  for (const auto& [engine, after] : line.converged_after_heal_ns)
    converged[engine] = after ? ordered_json(*after) : ordered_json();
  return {{"scenario", line.scenario}, {"seed", std::to_string(line.seed)},
          {"outcome", line.outcome},   {"fingerprints", line.fingerprints},
          {"lost", line.lost},         {"converged_after_heal_ns", converged},
          {"findings", line.findings}};
}

ordered_json sweep_summary(const std::vector<SweptScenario>& scenarios, const SeedLines& lines,
                           bool interrupted) {
  ordered_json by_scenario = ordered_json::array();
  for (const SweptScenario& scenario : scenarios)
    by_scenario.push_back(scenario_summary(scenario, lines));
  ordered_json seeds = ordered_json::array();
  for (const auto& [key, line] : lines) seeds.push_back(to_json(line));
  return {{"format", "faultline-sweep-summary/1"},
          {"interrupted", interrupted},
          {"scenarios", by_scenario},
          {"seeds", seeds}};
}

}  // namespace faultline::scenarios

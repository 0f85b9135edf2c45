#include "scenarios/sweep/summary.h"

#include <fmt/format.h>

#include <ostream>
#include <set>

#include "scenarios/loader/json_text.h"
#include "scenarios/sweep/distribution.h"
#include "scenarios/sweep/share.h"

namespace faultline::scenarios {
namespace {

using nlohmann::ordered_json;

// Smallest, median, 95th percentile and largest; nothing of nothing.
ordered_json spread(const std::vector<std::int64_t>& sorted) {
  if (sorted.empty()) return nullptr;
  return {{"min", sorted.front()},
          {"p50", percentile(sorted, 50)},
          {"p95", percentile(sorted, 95)},
          {"max", sorted.back()}};
}

// How long it took the quickest 5, 10, … 100 % of the seeds.
ordered_json steps(const std::vector<std::int64_t>& sorted) {
  ordered_json list = ordered_json::array();
  for (std::size_t percent = 5; percent <= 100 && !sorted.empty(); percent += 5)
    list.push_back(percentile(sorted, percent));
  return list;
}

ordered_json interval(std::uint64_t successes, std::uint64_t trials) {
  const ShareInterval share = share_interval(successes, trials);
  return ordered_json::array({share.low_ppm, share.high_ppm});
}

ordered_json to_json(const EngineSeeds& engine) {
  return {{"seeds_with_losses", engine.with_losses},
          {"seeds_with_losses_interval_ppm", interval(engine.with_losses, engine.lost.size())},
          {"lost", spread(engine.lost)},
          {"seeds_converged", engine.converged_after_heal_ns.size()},
          {"converged_after_heal_ns", spread(engine.converged_after_heal_ns)},
          {"converged_after_heal_steps_ns", steps(engine.converged_after_heal_ns)}};
}

ordered_json to_json(const PairedSeeds& pair) {
  return {{"engines", {pair.first, pair.second}},
          {"first_lost_more", pair.first_lost_more},
          {"second_lost_more", pair.second_lost_more},
          {"equal", pair.equal},
          {"first_lost_more_interval_ppm", interval(pair.first_lost_more, pair.difference.size())},
          {"difference", spread(pair.difference)}};
}

ordered_json scenario_summary(const SweptScenario& scenario, const SeedLines& lines) {
  const Distribution all = distribution_of(scenario.name, lines);
  ordered_json by_engine = ordered_json::object();
  for (const auto& [name, engine] : all.engines) by_engine[name] = to_json(engine);
  ordered_json pairs = ordered_json::array();
  for (const PairedSeeds& pair : all.pairs) pairs.push_back(to_json(pair));
  ordered_json by_finding = ordered_json::object();
  for (const auto& [id, shown] : all.findings)
    by_finding[id] = {{"seeds", shown.seeds}, {"first_seed", std::to_string(shown.first_seed)}};
  return {{"name", scenario.name},
          {"sha256", scenario.sha256},
          {"seeds", all.seeds},
          {"held", all.outcomes.at("held")},
          {"failed", all.outcomes.at("failed")},
          {"unknown", all.outcomes.at("unknown")},
          {"engines", by_engine},
          {"pairs", pairs},
          {"findings", by_finding}};
}

}  // namespace

SeedLine seed_line(const sim::Plan& plan, std::string_view outcome, const sim::RunResult& result) {
  SeedLine line{plan.name, plan.seed, std::string(outcome)};
  std::set<std::string> findings;
  for (const sim::EngineResult& engine : result.engines) {
    const auto lost = engine.ledger ? std::optional(engine.lost()) : std::nullopt;
    line.engines[engine.engine] = {engine.fingerprint, lost, engine.converged_after_heal_ns};
    for (const sim::Finding& finding : engine.findings) findings.insert(finding.id);
  }
  line.findings.assign(findings.begin(), findings.end());
  return line;
}

ordered_json to_json(const SeedLine& line) {
  ordered_json fingerprints = ordered_json::object();
  ordered_json lost = ordered_json::object();
  ordered_json converged = ordered_json::object();
  for (const auto& [name, engine] : line.engines) {
    const std::optional<std::int64_t>& after = engine.converged_after_heal_ns;
    fingerprints[name] = fmt::format("{:016x}", engine.fingerprint);
    if (engine.lost) lost[name] = *engine.lost;
    converged[name] = after ? ordered_json(*after) : ordered_json();
  }
  return {{"scenario", line.scenario},
          {"seed", std::to_string(line.seed)},
          {"outcome", line.outcome},
          {"fingerprints", fingerprints},
          {"lost", lost},
          {"converged_after_heal_ns", converged},
          {"findings", line.findings}};
}

ordered_json summary_head(const std::vector<SweptScenario>& scenarios, const SeedLines& lines,
                          bool interrupted) {
  ordered_json by_scenario = ordered_json::array();
  for (const SweptScenario& scenario : scenarios)
    by_scenario.push_back(scenario_summary(scenario, lines));
  return {{"format", "faultline-sweep-summary/1"},
          {"interrupted", interrupted},
          {"scenarios", by_scenario}};
}

void write_sweep_summary(const std::vector<SweptScenario>& scenarios, const SeedLines& lines,
                         bool interrupted, std::ostream& out) {
  const ordered_json head = summary_head(scenarios, lines, interrupted);
  out << '{';
  for (const auto& [key, value] : head.items()) {
    const std::string begin = "\n  " + ordered_json(key).dump() + ": ";
    out << begin << text_within(value, 2, begin.size() - 1) << ',';
  }
  out << "\n  \"seeds\": [";
  bool first = true;
  lines.for_each([&](const SeedLine& line) {
    out << (first ? "\n    " : ",\n    ") << text_within(to_json(line), 4, 4);
    first = false;
  });
  out << (first ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace faultline::scenarios

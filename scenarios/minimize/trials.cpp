#include "scenarios/minimize/trials.h"

#include <algorithm>
#include <vector>

#include "scenarios/commands/repeat_command.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/loader.h"
#include "sim/run.h"
#include "sim/search/workers.h"

namespace faultline::scenarios {
namespace {

constexpr std::string_view kLedgerCheck = "ledger_sum";

}  // namespace

Words checks_for(const std::string& check) {
  Words checks = {check};
  if (check != kLedgerCheck) checks.emplace_back(kLedgerCheck);
  return checks;
}

bool Trials::shows(const sim::Plan& plan) const {
  if (how_.interrupted()) return false;
  const LoadedScenario loaded = load_scenario(resolved_text(plan), plan.name + ".json");
  return loaded.plan && how_.attempt([&] { return run_shows(*loaded.plan); });
}

bool Trials::run_shows(const sim::Plan& plan) const {
  sim::RunOptions options;
  options.engines = {wanted_.engine};
  options.checks = checks_for(wanted_.check);
  options.keep_history = false;
  options.keep_series = false;
  options.interrupted = how_.interrupted;
  const RunUnderWay under_way(plan.name + ", made smaller", plan.seed,
                              repeat_command(plan.name + ".json", plan.seed, options));
  const sim::RunResult result = sim::run(plan, options);
  const std::vector<sim::Finding>& findings = result.engines.front().findings;
  return !result.interrupted &&
         std::any_of(findings.begin(), findings.end(),
                     [&](const sim::Finding& each) { return each.id == wanted_.finding; });
}

std::optional<std::size_t> Trials::first(std::size_t count,
                                         const std::function<sim::Plan(std::size_t)>& candidate) {
  for (std::size_t begin = 0; begin < count && !how_.interrupted(); begin += how_.jobs) {
    const std::size_t side_by_side = std::min<std::size_t>(how_.jobs, count - begin);
    std::vector<sim::Plan> plans;
    for (std::size_t i = 0; i < side_by_side; ++i) plans.push_back(candidate(begin + i));
    std::vector<std::uint8_t> shown(side_by_side);
    const auto try_one = [&](std::uint64_t i) {
      shown[i] = shows(plans[i]) ? 1 : 0;
      return true;
    };
    sim::work_through(side_by_side, how_.jobs, try_one, [] { return true; });
    tried_ += side_by_side;
    const auto found = std::find(shown.begin(), shown.end(), std::uint8_t{1});
    if (found != shown.end()) return begin + static_cast<std::size_t>(found - shown.begin());
  }
  return std::nullopt;
}

}  // namespace faultline::scenarios

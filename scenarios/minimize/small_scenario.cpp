#include "scenarios/minimize/small_scenario.h"

#include <fmt/format.h>

#include "reports/story/findings.h"
#include "scenarios/commands/repeat_command.h"
#include "scenarios/expectations.h"
#include "scenarios/internal_fault.h"
#include "scenarios/minimize/short_text.h"
#include "sim/run.h"
#include "sim/search/freeze.h"
#include "sim/search/minimize.h"

namespace faultline::scenarios {

std::vector<const sim::Finding*> WholeRun::findings() const {
  reports::EngineResults engines;
  for (const sim::EngineResult& engine : result.engines) engines.push_back(&engine);
  return reports::worst_first(engines);
}

const sim::Finding* WholeRun::find(const std::string& id) const {
  for (const sim::Finding* each : findings())
    if (each->id == id) return each;
  return nullptr;
}

WholeRun run_whole(const sim::Plan& plan, const std::string& file,
                   const std::function<bool()>& interrupted) {
  WholeRun whole;
  sim::RunOptions options;
  options.keep_history = false;
  options.keep_series = false;
  options.interrupted = interrupted;
  const RunUnderWay under_way(file, plan.seed, repeat_command(file, plan.seed, options));
  options.closed = [&](const sim::EngineResult& engine, const sim::History& history) {
    whole.frozen.emplace(engine.engine, sim::frozen(plan, engine.engine, history));
  };
  whole.result = sim::run(plan, options);
  return whole;
}

namespace {

const sim::CheckResult* check_of(const sim::RunResult& result, const sim::Finding& finding) {
  for (const sim::EngineResult& engine : result.engines)
    for (const sim::CheckResult& each : engine.checks)
      if (engine.engine == finding.engine && each.name == finding.check) return &each;
  return nullptr;
}

bool is_loss(const sim::Finding& finding) {
  for (std::size_t i = 0; i < sim::kLedgerClasses; ++i) {
    const auto each = static_cast<sim::LedgerClass>(i);
    if (finding.kind == word(each)) return is_lost(each);
  }
  return false;
}

// Of a promise that is broken first, then what users lost, then what else a check has to say.
int weight(const std::vector<reports::ExpectationResult>& judged, const WholeRun& whole,
           const sim::Finding& finding) {
  const std::string path = finding.engine + ".checks." + finding.check;
  for (const reports::ExpectationResult& each : judged)
    if (each.path == path && each.verdict == sim::Verdict::kFailed) return 3;
  if (is_loss(finding)) return 2;
  const sim::CheckResult* check = check_of(whole.result, finding);
  return check != nullptr && check->verdict == sim::Verdict::kFailed ? 1 : 0;
}

// So that the file says by itself whether it still shows the finding.
void expect_finding(sim::Plan& plan, const sim::Finding& finding) {
  sim::RunOptions options;
  options.checks = checks_for(finding.check);
  const sim::RunResult result = sim::run(plan, options);
  const sim::CheckResult* check = check_of(result, finding);
  if (check != nullptr && check->verdict == sim::Verdict::kFailed)
    plan.expectations = {{finding.engine, "checks." + finding.check, "failed", "failed"}};
  else if (is_loss(finding))
    plan.expectations = {{finding.engine, "ledger." + finding.kind, "> 0",
                          sim::Bound{sim::Bound::Relation::kGreater, 0}}};
}

std::string purpose_of(const sim::Plan& plan, const sim::Finding& finding) {
  return fmt::format("{}: {}, by {} ({}). Made small from seed {} of {}.", finding.engine,
                     finding.kind, finding.cause, finding.rule.name, plan.seed, plan.name);
}

}  // namespace

const sim::Finding* worst_finding(const sim::Plan& plan, const WholeRun& whole) {
  const sim::Finding* worst = nullptr;
  int most = -1;
  const std::vector<reports::ExpectationResult> judged = judge(plan, whole.result, {});
  for (const sim::Finding* each : whole.findings()) {
    const int here = weight(judged, whole, *each);
    if (here <= most) continue;
    most = here;
    worst = each;
  }
  return worst;
}

std::optional<SmallScenario> make_small(const sim::Plan& plan, const WholeRun& whole,
                                        const sim::Finding& finding, const Trying& how,
                                        const SmallerPlan& progress) {
  SmallScenario made;
  made.before = whole.frozen.find(finding.engine)->second;
  Trials trials({finding.id, finding.engine, finding.check}, how);
  if (!trials.shows(made.before)) return std::nullopt;
  made.small = sim::minimized(
      made.before, [&](std::size_t count, const std::function<sim::Plan(std::size_t)>& candidate) {
        const auto shows = trials.first(count, candidate);
        if (shows && progress) progress(trials, candidate(*shows));
        return shows;
      });
  made.small.purpose = purpose_of(plan, finding);
  made.small.shows = finding.id;
  if (!how.interrupted()) expect_finding(made.small, finding);
  made.text =
      short_text(made.small, [&](const sim::Plan& candidate) { return trials.shows(candidate); });
  made.tried = trials.tried();
  return made;
}

}  // namespace faultline::scenarios

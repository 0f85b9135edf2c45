#include "reports/metrics/difference.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reports/difference_fixture.h"

using namespace faultline::reports;
namespace sim = faultline::sim;
using sim::LedgerClass;
using sim::Verdict;

namespace {

// The changes about one thing, as "turn name before after".
std::vector<std::string> changes_about(const Difference& difference, About about) {
  std::vector<std::string> texts;
  for (const Change& change : difference.changes) {
    if (change.about != about) continue;
    std::string text = std::string(word(change.turn)) + " " + change.name;
    for (const Measured* each : {&change.before, &change.after}) {
      text += " ";
      if (const auto* number = std::get_if<std::int64_t>(each))
        text += std::to_string(*number);
      else if (const auto* yes = std::get_if<bool>(each))
        text += *yes ? "yes" : "no";
      else if (const auto* said = std::get_if<std::string>(each))
        text += *said;
      else
        text += "-";
    }
    texts.push_back(text);
  }
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a run does not differ from itself") {
  const TwoRuns runs;
  const Difference made = runs.difference();
  CHECK(made.changes.empty());
  CHECK(made.worse == 0);
  CHECK(made.better == 0);
  CHECK(made.undecided == 0);
  // Per engine losses and convergence; 2 findings, 3 checks and 3 expectations.
  CHECK(made.same == 3 * 2 + 2 + 3 + 3);
  CHECK(made.engines == Texts{"active_active", "dynomite", "last_write_wins"});
}

TEST_CASE("findings are new, more, fewer or gone by their ids") {
  TwoRuns runs;
  std::vector<sim::Finding>& then = runs.before("dynomite").findings;
  std::vector<sim::Finding>& now = runs.after("dynomite").findings;
  then = {comparable("aaa", 5), comparable("bbb", 5), comparable("ccc", 7), comparable("ddd", 1)};
  now = {comparable("bbb", 6), comparable("ccc", 1), comparable("ddd", 1), comparable("eee", 2)};
  const Difference made = runs.difference();
  CHECK(changes_about(made, About::kFinding) ==
        Texts{"worse bbb 5 6", "worse eee 0 2", "better ccc 7 1", "better aaa 5 0"});
  CHECK(made.worse == 2);
  CHECK(made.better == 2);
  CHECK(made.changes.front().finding->occurrences == 6);
}

TEST_CASE("what only one of the two looked for is neither better nor worse") {
  TwoRuns runs;
  runs.before("dynomite").findings = {comparable("aaa", 5)};
  runs.after("dynomite").findings = {};
  runs.after("dynomite").checks.clear();
  runs.after("dynomite").ledger.reset();
  runs.after("dynomite").converged.reset();
  runs.after_run.expectations.clear();
  const Difference made = runs.difference();
  CHECK(changes_about(made, About::kFinding).empty());
  CHECK(changes_about(made, About::kCheck) == Texts{"absent specification failed -"});
  CHECK(changes_about(made, About::kLost) == Texts{"absent  151 -"});
  CHECK(changes_about(made, About::kConverged) == Texts{"absent  no -"});
  CHECK(changes_about(made, About::kExpectation).size() == 3);
  CHECK(made.worse + made.better + made.undecided == 0);
}

TEST_CASE("a finding is not gone where its check could not decide") {
  TwoRuns runs;
  runs.before("dynomite").findings = {comparable("aaa", 5)};
  runs.after("dynomite").findings = {};
  CHECK(changes_about(runs.difference(), About::kFinding) == Texts{"better aaa 5 0"});
  runs.after("dynomite").checks.front().verdict = sim::Verdict::kUnknown;
  CHECK(changes_about(runs.difference(), About::kFinding).empty());
}

TEST_CASE("more lost and replicas that no longer agree are worse, the other way better") {
  TwoRuns runs;
  (*runs.after("dynomite").ledger)[LedgerClass::kLostTie] += 2;
  (*runs.after("dynomite").ledger)[LedgerClass::kKept] -= 2;
  runs.after("dynomite").converged = true;
  (*runs.after("last_write_wins").ledger)[LedgerClass::kLostConcurrent] -= 1;
  runs.after("last_write_wins").converged = false;
  const Difference made = runs.difference();
  CHECK(changes_about(made, About::kLost) == Texts{"worse  151 153", "better  29 28"});
  CHECK(changes_about(made, About::kConverged) == Texts{"better  no yes", "worse  yes no"});
  CHECK(changes_about(made, About::kLedgerClass) ==
        Texts{"figure kept 3849 3847", "figure lost_tie 0 2", "figure lost_concurrent 22 21"});
  CHECK(made.worse == 2);
  CHECK(made.better == 2);
}

TEST_CASE("a verdict is worse only where what held fails, undecided where nobody knows any more") {
  TwoRuns runs;
  const auto check = [](const std::string& name, Verdict verdict) {
    return sim::CheckResult{name, "dynomite", verdict, true, "why", {}};
  };
  runs.before("dynomite").checks = {
      check("a", Verdict::kHeld),          check("b", Verdict::kFailed),
      check("c", Verdict::kHeld),          check("d", Verdict::kUnknown),
      check("e", Verdict::kNotApplicable), check("f", Verdict::kNotApplicable)};
  runs.after("dynomite").checks = {
      check("a", Verdict::kFailed),        check("b", Verdict::kHeld),
      check("c", Verdict::kUnknown),       check("d", Verdict::kFailed),
      check("e", Verdict::kNotApplicable), check("f", Verdict::kHeld)};
  runs.before("dynomite").findings.clear();
  runs.after("dynomite").findings.clear();
  runs.after_run.expectations[0].verdict = Verdict::kFailed;
  const Difference made = runs.difference();
  CHECK(changes_about(made, About::kCheck) ==
        Texts{"worse a held failed", "better b failed held", "undecided c held unknown",
              "figure d unknown failed", "figure f not_applicable held"});
  CHECK(changes_about(made, About::kExpectation) == Texts{"worse active_active.lost held failed"});
  CHECK(made.worse == 2);
  CHECK(made.better == 1);
  CHECK(made.undecided == 1);
}

TEST_CASE("when replicas agreed is compared only where both runs looked") {
  const auto says = [](const TwoRuns& runs) {
    const Difference difference = runs.difference();
    return std::any_of(
        difference.changes.begin(), difference.changes.end(), [](const Change& change) {
          return change.about == About::kAgreedAfter && change.engine == "active_active";
        });
  };
  TwoRuns runs;
  runs.before("active_active").converged_after_heal_ns = 7;
  CHECK(says(runs));
  runs.before("active_active").converged.reset();
  runs.before("active_active").converged_after_heal_ns.reset();
  CHECK_FALSE(says(runs));
}

TEST_CASE("times and service that changed are shown and not judged") {
  TwoRuns runs;
  sim::EngineResult& after = runs.after("active_active");
  after.converged_after_heal_ns.reset();
  after.availability_ppm["eu-west"] = 900'000;
  after.latency_ns["us-east"].p99 = 1;
  after.latency_ns.erase("eu-west");
  const Difference made = runs.difference();
  CHECK(changes_about(made, About::kAgreedAfter) == Texts{"figure  1200000000 -"});
  CHECK(changes_about(made, About::kAvailability) == Texts{"figure eu-west 999999 900000"});
  CHECK(changes_about(made, About::kLatency) ==
        Texts{"figure eu-west 2345678 -", "figure us-east 2345678 1"});
  CHECK(made.worse + made.better == 0);
}

TEST_CASE("engines of one run alone are named and not compared") {
  TwoRuns runs;
  std::erase_if(runs.after_run.engines, [](const auto& each) { return each.engine == "dynomite"; });
  const Difference made = runs.difference();
  CHECK(made.only_before == Texts{"dynomite"});
  CHECK(made.only_after.empty());
  CHECK(std::none_of(made.changes.begin(), made.changes.end(),
                     [](const Change& each) { return each.about == About::kFinding; }));
}

TEST_CASE("what is expected of the whole run is compared, too") {
  TwoRuns runs;
  runs.before_run.expectations = {{"marks.cut", "fired", "fired", Verdict::kHeld}};
  runs.after_run.expectations = {{"marks.cut", "fired", "never", Verdict::kUnknown}};
  const Difference made = runs.difference();
  REQUIRE(made.changes.size() == 1);
  CHECK(made.changes[0].engine.empty());
  CHECK(made.changes[0].turn == Turn::kUndecided);
  CHECK(made.changes[0].note == "expected fired, seen never");
}

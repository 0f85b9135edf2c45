#include "scenarios/expectations.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/sample_run.h"
#include "scenarios/loader/result_paths.h"

using namespace faultline::scenarios;
namespace sim = faultline::sim;

namespace {

sim::Expectation bound(const std::string& engine, const std::string& path,
                       const std::string& text) {
  const ParsedBound parsed = parse_bound(text, known_path(path).measure);
  REQUIRE(parsed.bound.has_value());
  return {engine, path, text, *parsed.bound};
}
sim::Expectation verdict(const std::string& engine, const std::string& check,
                         const std::string& word) {
  return {engine, "checks." + check, word, word};
}

sim::EngineResult sample(const std::string& engine) {
  sim::EngineResult result;
  result.engine = engine;
  result.operations = {10, 9, 1, 0};
  result.ledger.emplace();
  for (std::size_t i = 0; i < sim::kLedgerClasses; ++i)
    (*result.ledger)[static_cast<sim::LedgerClass>(i)] = 0;
  (*result.ledger)[sim::LedgerClass::kKept] = 5;
  (*result.ledger)[sim::LedgerClass::kLostTie] = 2;
  (*result.ledger)[sim::LedgerClass::kDivergedOrder] = 1;
  result.converged = true;
  result.latency_ns["us-east"] = {1'000'000, 0, 3'000'000, 9'000'000};
  result.availability_ppm["us-east"] = 999'000;
  result.marks["healed"] = 3;
  result.checks = {{"ledger_sum", engine, sim::Verdict::kHeld, true, "", {}},
                   {"specification", engine, sim::Verdict::kFailed, true, "", {}},
                   {"gc_safety", engine, sim::Verdict::kNotApplicable, true, "", {}},
                   {"quiescent_agreement", engine, sim::Verdict::kUnknown, true, "", {}}};
  return result;
}

struct Judged {
  sim::Verdict verdict;
  std::string seen;
};
Judged judged(const sim::Expectation& expectation, const sim::RunOptions& options = {},
              bool interrupted = false) {
  sim::Plan plan;
  plan.expectations = {expectation};
  sim::RunResult run;
  run.engines = {sample("dynomite")};
  run.interrupted = interrupted;
  const auto results = judge(plan, run, options);
  REQUIRE(results.size() == 1);
  CHECK(results[0].path == expectation.engine + "." + expectation.path);
  CHECK(results[0].expected == expectation.text);
  return {results[0].verdict, results[0].seen};
}

void check_judged(const Judged& judged, sim::Verdict verdict, const std::string& seen) {
  CHECK(judged.verdict == verdict);
  CHECK(judged.seen == seen);
}

}  // namespace

TEST_CASE("figures are held against their bounds") {
  check_judged(judged(bound("dynomite", "lost", "== 3")), sim::Verdict::kHeld, "3");
  check_judged(judged(bound("dynomite", "lost", "> 3")), sim::Verdict::kFailed, "3");
  check_judged(judged(bound("dynomite", "kept", ">= 5")), sim::Verdict::kHeld, "5");
  check_judged(judged(bound("dynomite", "ledger.lost_tie", "< 2")), sim::Verdict::kFailed, "2");
  check_judged(judged(bound("dynomite", "latency_ns.us-east.p99", "<= 3ms")), sim::Verdict::kHeld,
               "3ms");
  check_judged(judged(bound("dynomite", "availability_ppm.us-east", ">= 99.95%")),
               sim::Verdict::kFailed, "99.9%");
  check_judged(judged(bound("dynomite", "operations.failed", "!= 0")), sim::Verdict::kHeld, "1");
  check_judged(judged(bound("dynomite", "marks.gap_full_sync", "== 0")), sim::Verdict::kHeld, "0");
  check_judged(judged({"dynomite", "converged", "false", sim::Bound{}}), sim::Verdict::kFailed,
               "true");
}

TEST_CASE("what was not measured is unknown, never 0") {
  check_judged(judged(bound("dynomite", "updates", "== 0")), sim::Verdict::kUnknown,
               "not measured");
  check_judged(judged(bound("dynomite", "converged_after_heal_ns", "< 4s")), sim::Verdict::kUnknown,
               "not measured");
  check_judged(judged(bound("dynomite", "latency_ns.eu-west.p99", "< 4s")), sim::Verdict::kUnknown,
               "not measured");
}

TEST_CASE("the verdicts of checks are held against the word wanted") {
  check_judged(judged(verdict("dynomite", "ledger_sum", "held")), sim::Verdict::kHeld, "held");
  check_judged(judged(verdict("dynomite", "specification", "held")), sim::Verdict::kFailed,
               "failed");
  check_judged(judged(verdict("dynomite", "specification", "failed")), sim::Verdict::kHeld,
               "failed");
  check_judged(judged(verdict("dynomite", "gc_safety", "held")), sim::Verdict::kNotApplicable,
               "not_applicable");
  check_judged(judged(verdict("dynomite", "quiescent_agreement", "held")), sim::Verdict::kUnknown,
               "unknown");
  check_judged(judged(verdict("dynomite", "strong_convergence", "held")), sim::Verdict::kUnknown,
               "not checked");
}

TEST_CASE("an engine left out is not applicable, a check left out is absent") {
  sim::RunOptions options;
  options.engines = {"dynomite"};
  check_judged(judged(bound("active_active", "lost", "== 0"), options),
               sim::Verdict::kNotApplicable, "not run");
  options.checks = std::vector<std::string>{"specification"};
  sim::Plan plan;
  plan.expectations = {verdict("dynomite", "ledger_sum", "held")};
  CHECK(judge(plan, {}, options).empty());
}

TEST_CASE("an interrupted run decides nothing") {
  check_judged(judged(bound("dynomite", "lost", "== 3"), {}, true), sim::Verdict::kUnknown, "3");
  check_judged(judged(verdict("dynomite", "ledger_sum", "held"), {}, true), sim::Verdict::kUnknown,
               "held");
  check_judged(judged(bound("active_active", "lost", "== 0"), {}, true), sim::Verdict::kUnknown,
               "not run");
}

TEST_CASE("a listed mark that never fired is unknown") {
  sim::Plan plan;
  plan.expected_marks = {"healed", "promoted"};
  sim::RunResult run;
  run.engines = {sample("dynomite"), sample("last_write_wins")};
  const auto results = judge(plan, run, {});
  REQUIRE(results.size() == 2);
  CHECK(results[0].path == "marks.healed");
  CHECK(results[0].seen == "6");
  CHECK(results[0].verdict == sim::Verdict::kHeld);
  CHECK(results[1].verdict == sim::Verdict::kUnknown);
}

TEST_CASE("outcome: failed before unknown before held, and nothing decided is unknown") {
  CHECK(outcome_of({3, 0, 0}) == "held");
  CHECK(outcome_of({3, 1, 1}) == "failed");
  CHECK(outcome_of({3, 0, 1}) == "unknown");
  CHECK(outcome_of({0, 0, 0}) == "unknown");
}

TEST_CASE("every pattern of the table names a path that is found again") {
  Places places;
  places.add_datacenter("a");
  places.add_datacenter("b");
  const ResultNames names{places, std::vector<std::string>{"fault_crash"}};
  CHECK(find_path("staleness_ns.a->b.p95", names).path != nullptr);
  CHECK(find_path("staleness_ns.a->a.p95", names).path == nullptr);
  CHECK(find_path("ledger_by_type.set.kept", names).path != nullptr);
  CHECK(find_path("lost_concurrent", names).path != nullptr);
  CHECK(find_path("lost.x", names).path == nullptr);
  CHECK(find_path("marks.fault_crash", names).path != nullptr);
  CHECK(find_path("marks.fault_pause", names).path == nullptr);
  for (const ResultPath& path : result_paths()) {
    const bool open = path.pattern.find('<') != std::string_view::npos;
    if (!open) CHECK(find_path(path.pattern, names).path == &path);
  }
}

namespace {

using Json = nlohmann::json;

// Every value below `json` with its path by dots.
void collect(const Json& json, const std::string& path,
             std::vector<std::pair<std::string, Json>>& leaves) {
  if (!json.is_object()) return leaves.emplace_back(path, json), void();
  for (const auto& [key, value] : json.items())
    collect(value, path.empty() ? key : path + "." + key, leaves);
}

}  // namespace

TEST_CASE("what an expectation can name is what result.json holds, with the same values") {
  const faultline::reports::SampleRun sample_run;
  const auto json = Json::parse(result_json(sample_run.input()));
  Places open;
  open.leave_open();
  std::set<std::string_view> named;
  for (const sim::EngineResult& engine : sample_run.result.engines) {
    std::vector<std::pair<std::string, Json>> leaves;
    collect(json["engines"][engine.engine], "", leaves);
    for (const auto& [path, value] : leaves) {
      if (value.is_string() || value.is_array()) continue;  // fingerprint, stuck
      INFO(engine.engine << "." << path);
      const FoundPath found = find_path(path, {open, std::nullopt});
      REQUIRE(found.path != nullptr);
      named.insert(found.path->pattern);
      std::optional<std::int64_t> held;
      if (value.is_boolean()) held = value.get<bool>() ? 1 : 0;
      if (value.is_number()) held = value.get<std::int64_t>();
      CHECK(found.path->read(engine, segments_of(path)) == held);
    }
  }
  for (const ResultPath& path : result_paths()) {
    const bool shorthand = path.pattern == "lost" || path.pattern == "<class>";
    INFO(path.pattern);
    CHECK((path.read == nullptr || shorthand || named.contains(path.pattern)));
  }
}

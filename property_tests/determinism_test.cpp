// Determinism: one seed, one course. The same plan gives the same fingerprint and the same result
// twice in one process, with and without checks; another seed gives another course.

#include <catch2/catch.hpp>

#include "property_tests/plans.h"
#include "reports/report.h"
#include "sim/run.h"

namespace faultline {
namespace {

sim::RunResult run_with(const sim::Plan& plan, std::optional<std::vector<std::string>> checks) {
  sim::RunOptions options;
  options.checks = std::move(checks);
  return sim::run(plan, options);
}

std::string json_of(const sim::Plan& plan, const sim::RunResult& result) {
  return reports::result_json({plan, result, {}, "held", "faultline run x.json --seed 1", "{}"});
}

TEST_CASE("the same seed gives the same bytes of result.json twice in one process") {
  const sim::Plan plan = tests::stormy_plan(7);
  CHECK(json_of(plan, run_with(plan, std::nullopt)) == json_of(plan, run_with(plan, std::nullopt)));
}

TEST_CASE("the fingerprint is the same with checks on and off") {
  const sim::Plan plan = tests::stormy_plan(8);
  const sim::RunResult checked = run_with(plan, std::nullopt);
  const sim::RunResult unchecked = run_with(plan, std::vector<std::string>{});
  const sim::RunResult one_check = run_with(plan, std::vector<std::string>{"ledger_sum"});
  REQUIRE(checked.engines.size() == 3);
  for (std::size_t i = 0; i < checked.engines.size(); ++i) {
    CHECK(checked.engines[i].fingerprint == unchecked.engines[i].fingerprint);
    CHECK(checked.engines[i].fingerprint == one_check.engines[i].fingerprint);
    CHECK(checked.engines[i].events == unchecked.engines[i].events);
    CHECK_FALSE(unchecked.engines[i].ledger.has_value());
  }
}

TEST_CASE("another seed takes another course") {
  const sim::RunResult one = run_with(tests::stormy_plan(1), std::vector<std::string>{});
  const sim::RunResult two = run_with(tests::stormy_plan(2), std::vector<std::string>{});
  for (std::size_t i = 0; i < one.engines.size(); ++i)
    CHECK(one.engines[i].fingerprint != two.engines[i].fingerprint);
}

}  // namespace
}  // namespace faultline

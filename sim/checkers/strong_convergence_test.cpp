#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("strong convergence fails when equal effects lead to different states") {
  const EngineResult result = one_addition(78, {"x"}).conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kFailed);
  REQUIRE_FALSE(result.findings.empty());
}

// Two replicas of a set: the first runs an addition, in state 77, and again, in state 78.
HandHistory addition_run_twice(bool by_a_client) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.digest(0, "s", 77);
  if (by_a_client)
    history.run(1, 0, engine::integer_reply(0), 11, {{"s", engine::set::Add{"x"}}});
  else
    history.arrive(1, 0, 0, "s");
  history.digest(0, "s", 78);
  return history;
}

TEST_CASE("an operation that a client had run twice is two effects, which may differ in state") {
  CHECK(verdict_of(addition_run_twice(true).conclude(), "strong_convergence") == Verdict::kHeld);
}

TEST_CASE("an effect that arrives again may not change the state") {
  CHECK(verdict_of(addition_run_twice(false).conclude(), "strong_convergence") == Verdict::kFailed);
}

}  // namespace
}  // namespace faultline::sim

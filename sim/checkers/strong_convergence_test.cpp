#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("strong convergence fails when equal effects lead to different states") {
  const EngineResult result = one_addition(78, {"x"}).conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kFailed);
  REQUIRE_FALSE(result.findings.empty());
}

// The first of two replicas runs an addition, in state 77, and once more, in state 78.
HandHistory run_twice(bool retries, bool at_its_home) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  if (retries) history.disturb(ClientsRetry{});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.digest(0, "s", 77);
  if (at_its_home)
    history.run(1, 0, engine::integer_reply(0), 11, {{"s", engine::set::Add{"x"}}});
  else
    history.arrive(1, 0, 0, "s");
  history.digest(0, "s", 78);
  return history;
}

TEST_CASE("an operation that a client sent twice is two effects, which may differ in state") {
  CHECK(verdict_of(run_twice(true, true).conclude(), "strong_convergence") == Verdict::kHeld);
}

TEST_CASE("an engine that runs an operation twice, or takes an effect twice, is found out") {
  CHECK(verdict_of(run_twice(false, true).conclude(), "strong_convergence") == Verdict::kFailed);
  CHECK(verdict_of(run_twice(true, false).conclude(), "strong_convergence") == Verdict::kFailed);
}

}  // namespace
}  // namespace faultline::sim

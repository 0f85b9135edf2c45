#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("strong convergence fails when equal effects lead to different states") {
  const EngineResult result = one_addition(78, {"x"}).conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kFailed);
  REQUIRE_FALSE(result.findings.empty());
}

}  // namespace
}  // namespace faultline::sim

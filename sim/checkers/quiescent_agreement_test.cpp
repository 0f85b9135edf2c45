#include <catch2/catch.hpp>

#include "sim/checkers/hand_history.h"

namespace faultline::sim {
namespace {

TEST_CASE("quiescent agreement fails when replicas differ at the end") {
  CHECK(verdict_of(one_addition(78, {"x"}).conclude(), "quiescent_agreement") == Verdict::kFailed);
}

TEST_CASE("quiescent agreement fails when replicas agree on a wrong value") {
  const EngineResult result = one_addition(77, {"y"}).conclude();
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kFailed);
}

}  // namespace
}  // namespace faultline::sim

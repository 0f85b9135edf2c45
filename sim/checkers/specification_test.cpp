#include <catch2/catch.hpp>

#include "sim/checkers/hand_history.h"

namespace faultline::sim {
namespace {

TEST_CASE("the specification fails when a reply is not what the visible effects amount to") {
  CHECK(verdict_of(one_addition(77, {}).conclude(), "specification") == Verdict::kFailed);
}

}  // namespace
}  // namespace faultline::sim

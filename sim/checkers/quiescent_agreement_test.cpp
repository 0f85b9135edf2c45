#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history.h"

namespace faultline::sim {
namespace {

TEST_CASE("quiescent agreement fails when replicas differ at the end") {
  CHECK(verdict_of(one_addition(78, {"x"}).conclude(), "quiescent_agreement") == Verdict::kFailed);
}

TEST_CASE("a disagreement says what each replica shows and blames no operation") {
  const EngineResult result = one_addition(78, {"x", "two"}).conclude();
  const auto disagrees = [](const Finding& each) { return each.kind == "disagreement"; };
  const auto found = std::find_if(result.findings.begin(), result.findings.end(), disagrees);
  REQUIRE(found != result.findings.end());
  const Finding& finding = *found;
  CHECK_FALSE(finding.example.loser.has_value());
  CHECK_THAT(finding.example.text,
             Catch::Contains("eu/replica: x.") && Catch::Contains("us/replica: two x."));
}

TEST_CASE("a key that one replica deleted after its deadline and another hides is one state") {
  HandHistory history(engine::Arbitration::kArrivalOrder, {{"SET", "k", "v", "PX", "5"}});
  engine::string::Write write{"v", engine::WallTime(engine::Duration(5))};
  history.run(1, 0, engine::ok_reply(), 0, {{"k", write}});
  history.digest(0, "k", 77);
  history.arrive(1, 0, 1, "k", write);
  history.digest(1, "k", 0);
  history.contents(0, "k", std::nullopt);
  history.contents(1, "k", std::nullopt);
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kHeld);
}

TEST_CASE("quiescent agreement fails when replicas agree on a wrong value") {
  const EngineResult result = one_addition(77, {"y"}).conclude();
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kFailed);
}

}  // namespace
}  // namespace faultline::sim

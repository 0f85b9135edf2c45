#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("quiescent agreement fails when replicas differ at the end") {
  CHECK(verdict_of(one_addition(78, {"x"}).conclude(), "quiescent_agreement") == Verdict::kFailed);
}

TEST_CASE("a disagreement names the operation whose effect some replica lacks") {
  HandHistory history(engine::Arbitration::kArrivalOrder, {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
  history.run(1, 0, engine::integer_reply(1), 0, {{"s", engine::set::Add{"x"}}});
  history.digest(0, "s", 77);
  history.arrive(1, 0, 1, "s", engine::set::Add{"x"});
  history.digest(1, "s", 77);
  history.run(2, 0, engine::integer_reply(1), 0, {{"s", engine::set::Add{"y"}}});
  history.digest(0, "s", 78);
  history.contents(0, "s", set_of({"x", "y"}));
  history.contents(1, "s", set_of({"x"}));
  const EngineResult result = history.conclude();
  const auto disagrees = [](const Finding& each) { return each.kind == "disagreement"; };
  const auto found = std::find_if(result.findings.begin(), result.findings.end(), disagrees);
  REQUIRE(found != result.findings.end());
  REQUIRE(found->example.loser.has_value());
  CHECK(found->example.loser->operation == 2);
  CHECK(found->rule.basis == Basis::kMeasured);
  CHECK_THAT(found->example.text, Catch::Contains("Not everywhere: SADD s y."));
}

TEST_CASE("a disagreement that no effect explains says what replicas show and blames nobody") {
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

TEST_CASE("quiescent agreement leaves out a value that a client's repeated operation made") {
  CHECK(verdict_of(one_increment(2, false, 2).conclude(), "quiescent_agreement") ==
        Verdict::kFailed);
  const EngineResult result = one_increment(2, true, 2).conclude();
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kHeld);
  CHECK_THAT(reason_of(result, "quiescent_agreement"), Catch::Contains("1 value left out"));
}

}  // namespace
}  // namespace faultline::sim

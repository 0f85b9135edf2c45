#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::output::Outcome;
using engine::string::Increment;

// INCRBY c 5, acknowledged, and INCRBY c 10 with that fate; both replicas show `shown`.
EngineResult counted_to(std::int64_t shown, Outcome of_second) {
  HandHistory history(engine::Arbitration::kArrivalOrder,
                      {{"INCRBY", "c", "5"}, {"INCRBY", "c", "10"}});
  history.run(1, 0, engine::integer_reply(5), 0, {{"c", Increment{5}}});
  history.fail(2, of_second);
  for (const std::uint32_t replica : {0U, 1U})
    history.contents(replica, "c", text_of(std::to_string(shown)));
  return history.conclude();
}

TEST_CASE("a counter holds what was acknowledged, and what nobody knows of may be in it") {
  for (const Outcome unknown : {Outcome::kIndeterminate, Outcome::kFailed}) {
    for (const std::int64_t shown : {5, 15})
      CHECK(verdict_of(counted_to(shown, unknown), "counter_interval") == Verdict::kHeld);
    for (const std::int64_t shown : {0, 10, 16})
      CHECK(verdict_of(counted_to(shown, unknown), "counter_interval") == Verdict::kFailed);
  }
}

TEST_CASE("a counter that is off says which way, and what it should be") {
  const auto finding_of = [](std::int64_t shown) {
    for (const Finding& each : counted_to(shown, Outcome::kIndeterminate).findings)
      if (each.check == "counter_interval") return each;
    return Finding();
  };
  CHECK(finding_of(0).cause == "too_low");
  CHECK(finding_of(10).cause == "between");
  CHECK(finding_of(16).cause == "too_high");
  CHECK(finding_of(16).example.text ==
        "At the end eu/replica shows 16 for c, which clients counted to 5 at least and 15 at most "
        "by 2 commands.");
  CHECK(finding_of(5).check.empty());
}

// INCR c and another command; the replicas show these.
EngineResult with(const engine::Arguments& other, std::optional<engine::PlainKey> here,
                  std::optional<engine::PlainKey> there) {
  HandHistory history(engine::Arbitration::kArrivalOrder, {{"INCR", "c"}, other});
  history.run(1, 0, engine::integer_reply(1), 0, {{"c", Increment{1}}});
  history.run(2, 0, engine::ok_reply(), 0, {});
  history.contents(0, "c", std::move(here));
  history.contents(1, "c", std::move(there));
  return history.conclude();
}

TEST_CASE("every replica is held to it, and a key that is gone counts as 0") {
  CHECK(verdict_of(with({"GET", "c"}, text_of("1"), text_of("1")), "counter_interval") ==
        Verdict::kHeld);
  CHECK(verdict_of(with({"GET", "c"}, text_of("1"), std::nullopt), "counter_interval") ==
        Verdict::kFailed);
  CHECK(verdict_of(with({"DECR", "c"}, std::nullopt, text_of("0")), "counter_interval") ==
        Verdict::kHeld);
  CHECK(verdict_of(with({"GET", "c"}, text_of("one"), text_of("1")), "counter_interval") ==
        Verdict::kFailed);
}

TEST_CASE("counters that other commands write or whose sum is too large are left out and counted") {
  for (const engine::Arguments& other :
       std::vector<engine::Arguments>{{"SET", "c", "7"},
                                      {"DEL", "c"},
                                      {"INCRBYFLOAT", "c", "0.5"},
                                      {"EXPIRE", "c", "9"},
                                      {"INCRBY", "c", "4611686018427387904"}}) {
    const EngineResult result = with(other, text_of("7"), text_of("7"));
    INFO(other[0].view());
    CHECK(verdict_of(result, "counter_interval") == Verdict::kUnknown);
    CHECK_THAT(reason_of(result, "counter_interval"), Catch::Contains("1 counter left out"));
  }
}

}  // namespace
}  // namespace faultline::sim

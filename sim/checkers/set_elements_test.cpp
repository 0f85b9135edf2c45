#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::integer_reply;
using engine::set::Add;

constexpr auto kAnyEngine = engine::Arbitration::kArrivalOrder;

// What both replicas show in the end.
void show(HandHistory& history, const std::vector<Bytes>& here, const std::vector<Bytes>& there) {
  history.contents(0, "s", set_of(here));
  history.contents(1, "s", set_of(there));
}

// SADD s x, acknowledged, and another command.
HandHistory added_and(const engine::Arguments& other,
                      const std::vector<std::uint32_t>& sessions = {}) {
  HandHistory history(kAnyEngine, {{"SADD", "s", "x"}, other}, sessions);
  history.run(1, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
  return history;
}

std::string cause_told(const EngineResult& result) {
  for (const Finding& each : result.findings)
    if (each.check == "set_elements") return each.cause;
  return "";
}

std::string text_told(const EngineResult& result) {
  for (const Finding& each : result.findings)
    if (each.check == "set_elements") return each.example.text;
  return "";
}

TEST_CASE("an acknowledged element that no final read or only some have is lost") {
  for (const std::vector<Bytes>& there : std::vector<std::vector<Bytes>>{{"x"}, {}}) {
    HandHistory history = added_and({"SADD", "s", "y"});
    show(history, {"x"}, there);
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, "set_elements") ==
          (there.empty() ? Verdict::kFailed : Verdict::kHeld));
  }
  HandHistory history = added_and({"SADD", "s", "y"});
  show(history, {"x"}, {});
  const EngineResult at_some = history.conclude();
  CHECK(cause_told(at_some) == "gone_at_some");
  CHECK(text_told(at_some) ==
        "SADD s x was acknowledged at 0 s, and no removal may have seen it. At the end x is "
        "missing at us/replica and there at eu/replica.");
  HandHistory other = added_and({"SADD", "s", "y"});
  show(other, {}, {});
  CHECK(cause_told(other.conclude()) == "gone_everywhere");
}

TEST_CASE("clients tell without the white box") {
  HandHistory history = added_and({"SADD", "s", "y"});
  show(history, {"x"}, {"x"});
  const EngineResult result = history.conclude();
  for (const CheckResult& each : result.checks)
    if (each.name == "set_elements") CHECK_FALSE(each.white_box);
}

TEST_CASE("what a removal may have seen may be gone, and nothing is left to say") {
  for (const engine::Arguments& removal :
       std::vector<engine::Arguments>{{"SREM", "s", "x"}, {"DEL", "s"}, {"UNLINK", "s"}}) {
    HandHistory history = added_and(removal);
    history.run(2, 0, integer_reply(1), 0, {});
    show(history, {}, {});
    CHECK(verdict_of(history.conclude(), "set_elements") == Verdict::kUnknown);
  }
  HandHistory other_element = added_and({"SREM", "s", "y"});
  other_element.run(2, 0, integer_reply(1), 0, {});
  show(other_element, {}, {});
  CHECK(verdict_of(other_element.conclude(), "set_elements") == Verdict::kFailed);
}

TEST_CASE("a removal that found nothing took nothing, but from its own client") {
  for (const bool same_client : {false, true}) {
    HandHistory history =
        added_and({"SREM", "s", "x"},
                  same_client ? std::vector<std::uint32_t>{0, 0} : std::vector<std::uint32_t>{});
    history.run(2, 1, integer_reply(0), 0, {});
    show(history, {}, {});
    CHECK(verdict_of(history.conclude(), "set_elements") ==
          (same_client ? Verdict::kUnknown : Verdict::kFailed));
  }
}

TEST_CASE("a removal that ran twice may have found something the first time") {
  HandHistory history = added_and({"SREM", "s", "x"});
  history.disturb(ClientsRetry{});
  history.run(2, 1, integer_reply(0), 0, {});
  show(history, {}, {});
  CHECK(verdict_of(history.conclude(), "set_elements") == Verdict::kUnknown);
}

TEST_CASE("a removal that was over before the addition was asked has not seen it") {
  for (const std::int64_t asked : {2, 50}) {  // the removal is answered at 2
    HandHistory history(kAnyEngine, {{"SREM", "s", "x"}, {"SADD", "s", "x"}}, {}, {0, asked});
    history.run(1, 0, integer_reply(1), 0, {});
    history.run(2, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
    show(history, {}, {});
    CHECK(verdict_of(history.conclude(), "set_elements") ==
          (asked == 2 ? Verdict::kUnknown : Verdict::kFailed));
  }
  HandHistory unanswered(kAnyEngine, {{"SREM", "s", "x"}, {"SADD", "s", "x"}}, {}, {0, 50});
  unanswered.fail(1, engine::output::Outcome::kIndeterminate);
  unanswered.run(2, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
  show(unanswered, {}, {});
  CHECK(verdict_of(unanswered.conclude(), "set_elements") == Verdict::kUnknown);
}

TEST_CASE("an addition of unknown fate may be there or not") {
  for (const bool there : {true, false}) {
    HandHistory history = added_and({"SADD", "s", "y"});
    history.fail(2, engine::output::Outcome::kIndeterminate);
    const std::vector<Bytes> shown = there ? std::vector<Bytes>{"x", "y"} : std::vector<Bytes>{"x"};
    show(history, shown, shown);
    CHECK(verdict_of(history.conclude(), "set_elements") == Verdict::kHeld);
  }
}

TEST_CASE("what nobody asked to add is in no read, nor before it was asked for") {
  HandHistory at_the_end = added_and({"SMEMBERS", "s"});
  show(at_the_end, {"x", "z"}, {"x", "z"});
  CHECK(cause_told(at_the_end.conclude()) == "never_added");
  for (const std::int64_t asked : {2, 50}) {  // the read is answered at 2
    HandHistory early(kAnyEngine, {{"SMEMBERS", "s"}, {"SADD", "s", "x"}}, {}, {0, asked});
    early.run(1, 0, reply_of({"x"}), 0, {});
    early.run(2, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
    show(early, {"x"}, {"x"});
    const EngineResult result = early.conclude();
    CHECK(cause_told(result) == (asked == 2 ? "" : "never_added"));
    if (asked != 2)
      CHECK(text_told(result) == "SMEMBERS s answered x, which nobody had asked to add.");
  }
}

TEST_CASE("no read lists an element twice") {
  for (const bool twice : {true, false}) {
    HandHistory history = added_and({"SMEMBERS", "s"});
    history.run(2, 0, reply_of(twice ? std::vector<Bytes>{"x", "x"} : std::vector<Bytes>{"x"}), 0,
                {});
    show(history, {"x"}, {"x"});
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, "set_elements") == (twice ? Verdict::kFailed : Verdict::kHeld));
    CHECK(cause_told(result) == (twice ? "listed_twice" : ""));
  }
}

TEST_CASE("sets that other commands write are left out and counted") {
  HandHistory history = added_and({"SPOP", "s"});
  history.run(2, 0, engine::bulk_reply("x"), 0, {});
  show(history, {}, {});
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, "set_elements") == Verdict::kUnknown);
  CHECK_THAT(reason_of(result, "set_elements"), Catch::Contains("1 set left out"));
}

TEST_CASE("elements that nobody read at the end are unknown, not held") {
  HandHistory history = added_and({"SMEMBERS", "s"});
  CHECK(verdict_of(history.conclude(), "set_elements") == Verdict::kUnknown);
}

}  // namespace
}  // namespace faultline::sim

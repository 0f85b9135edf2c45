#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("the specification fails when a reply is not what the visible effects amount to") {
  CHECK(verdict_of(one_addition(77, {}).conclude(), "specification") == Verdict::kFailed);
}

TEST_CASE(
    "the specification fails when a stamp is not the wall clock of the machine that gave it") {
  for (const std::int64_t off : {-1'000'000, -999'999, 0, 1}) {
    HandHistory history(engine::Arbitration::kLastWriteWins, {{"SADD", "s", "x"}});
    history.observe(
        0, engine::observation::Executed{engine::OperationId(1), engine::integer_reply(1), {}});
    engine::observation::Applied applied;
    applied.effect = {{engine::OperationId(1)}, 0};
    applied.key = "s";
    applied.change = engine::set::Add{"x"};
    applied.stamp = engine::WallTime(engine::Duration(5'000'000 + off));
    history.observe(0, applied, engine::WallTime(engine::Duration(5'000'000)));
    const EngineResult result = history.conclude();
    INFO(off << " ns off");
    const bool rounded = off == 0 || off == -999'999;
    CHECK(verdict_of(result, "specification") == (rounded ? Verdict::kHeld : Verdict::kFailed));
    const bool told =
        std::any_of(result.findings.begin(), result.findings.end(),
                    [](const Finding& f) { return f.cause == "stamp_off_the_clock"; });
    CHECK(told != rounded);
  }
}

TEST_CASE("specification leaves out replies on a key that a client's repeated operation made") {
  CHECK(verdict_of(one_increment(2, false, 2).conclude(), "specification") == Verdict::kFailed);
  const EngineResult result = one_increment(2, true, 2).conclude();
  CHECK(verdict_of(result, "specification") == Verdict::kHeld);
  CHECK_THAT(reason_of(result, "specification"), Catch::Contains("1 answer left out"));
}

// A read runs before a write and, once more, after it; its client has the first reply.
HandHistory read_twice(bool retries) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SCARD", "s"}, {"SADD", "s", "x"}});
  if (retries) history.disturb(ClientsRetry{});
  history.run(1, 0, engine::integer_reply(0), 0, {});
  history.run(2, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.observe(
      0, engine::observation::Executed{engine::OperationId(1), engine::integer_reply(1), {}});
  return history;
}

TEST_CASE("of a command that a client sent twice it may get either reply, else the last") {
  CHECK(verdict_of(read_twice(true).conclude(), "specification") == Verdict::kHeld);
  CHECK(verdict_of(read_twice(false).conclude(), "specification") == Verdict::kFailed);
}

}  // namespace
}  // namespace faultline::sim

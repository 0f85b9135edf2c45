#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("one primary fails when the one that was replaced runs another command") {
  for (const bool goes_on : {true, false}) {
    HandHistory history(engine::Arbitration::kConflictFree,
                        {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
    history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
    history.observe(HandHistory::kStandby, engine::observation::TookOver{0, 16383});
    history.run(2, goes_on ? 0 : HandHistory::kStandby, engine::integer_reply(1), 20,
                {{"s", engine::set::Add{"y"}}});
    CHECK(verdict_of(history.conclude(), "one_primary") ==
          (goes_on ? Verdict::kFailed : Verdict::kHeld));
  }
}

TEST_CASE("one primary is about when a command began and not about when that is told") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.observe(HandHistory::kStandby, engine::observation::TookOver{0, 16383});
  const engine::observation::Executed late{engine::OperationId(2), engine::integer_reply(1), {}};
  history.observe(0, late, {}, engine::Instant());
  CHECK(verdict_of(history.conclude(), "one_primary") == Verdict::kHeld);
}

TEST_CASE("one primary does not apply where nothing takes over") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  CHECK(verdict_of(history.conclude(), "one_primary") == Verdict::kNotApplicable);
}

}  // namespace
}  // namespace faultline::sim

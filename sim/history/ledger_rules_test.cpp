// Which rule and which words a loss gets, where the obvious ones would be wrong.
#include <catch2/catch.hpp>

#include "sim/history/ledger_fixture.h"
#include "sim/story/lost_update.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Expire;
using engine::integer_reply;
using engine::ok_reply;
using engine::WallTime;
using engine::string::Increment;
using engine::string::Write;

TEST_CASE("a shorter deadline loses to a longer one, whatever the clocks say") {
  HandHistory history(Arbitration::kConflictFree,
                      {{"SET", "k", "v"}, {"EXPIRE", "k", "2"}, {"EXPIRE", "k", "1"}});
  history.run(1, 0, ok_reply(), 5, {{"k", Write{"v", {}}}});
  history.arrive(1, 0, 1, "k");
  const Expire longer{WallTime(engine::Duration(2000))};
  const Expire shorter{WallTime(engine::Duration(1000))};
  history.run(2, 0, integer_reply(1), 10, {{"k", longer}});
  history.run(3, 1, integer_reply(1), 20, {{"k", shorter}});
  history.arrive(2, 0, 1, "k");
  history.arrive(3, 0, 0, "k");
  const LedgerEntry lost = booked(history, 3);
  CHECK(lost.ledger_class == LedgerClass::kLostConcurrent);
  CHECK(reason_of(history.history(), lost).rule.name ==
        "deadlines: the latest stands, and none at all is the latest");
  const FindingExample told = tell(history.history(), lost);
  CHECK_THAT(told.text, !Catch::Contains("Stamps"));
  CHECK_THAT(told.counterfactual, Catch::StartsWith("No clock decides here"));
}

TEST_CASE("a write that a client sent again is lost like any other, not counted twice") {
  HandHistory history(Arbitration::kConflictFree, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.disturb(ClientsRetry{});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.run(1, 0, ok_reply(), 11, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 20, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k");
  history.arrive(2, 0, 0, "k");
  CHECK(booked(history, 1).ledger_class == LedgerClass::kLostConcurrent);
}

TEST_CASE("an increment that a client sent again counts twice where both are in the sum") {
  HandHistory history(Arbitration::kConflictFree, {{"INCR", "n"}});
  history.disturb(ClientsRetry{});
  history.run(1, 0, integer_reply(1), 10, {{"n", Increment{1}}});
  history.run(1, 0, integer_reply(2), 11, {{"n", Increment{1}}});
  history.arrive(1, 0, 1, "n");
  CHECK(booked(history, 1).ledger_class == LedgerClass::kDuplicated);
}

TEST_CASE("one client's later write that had not seen the earlier one is said to follow it") {
  HandHistory history(Arbitration::kLastWriteWins, {{"SET", "k", "a"}, {"SET", "k", "b"}}, {0, 0},
                      HandHistory::Asked::kInTurn);
  history.run(1, 0, ok_reply(), 20, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 10, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.arrive(2, 0, 0, "k");
  const LedgerEntry lost = booked(history, 2);
  CHECK(lost.ledger_class == LedgerClass::kLostInverted);
  CHECK(tell(history.history(), lost).saw == "loser followed winner");
}

}  // namespace
}  // namespace faultline::sim

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {

CheckKind tiers_agree_check();

namespace {

using engine::integer_reply;
using engine::set::Add;
using engine::string::Increment;

struct Booking {
  std::uint64_t operation;
  LedgerClass booked;
};

// The check alone, on a ledger by hand.
EngineResult compared(HandHistory& history, const std::vector<Booking>& ledger) {
  history.history().close(engine::Instant());
  EngineResult result;
  result.ledger.emplace();
  for (const Booking& each : ledger) result.fates[{each.operation, 0}] = each.booked;
  tiers_agree_check().make()->conclude(history.history(), result);
  return result;
}

std::string disagreement(const EngineResult& result) {
  return result.findings.empty() ? "" : result.findings.front().cause;
}

// x is added by operation 1; operation 2 is another command.
HandHistory shown_at(bool here, bool there, const engine::Arguments& other = {"SCARD", "s"}) {
  HandHistory history(engine::Arbitration::kArrivalOrder, {{"SADD", "s", "x"}, other});
  history.run(1, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
  history.contents(0, "s", here ? std::optional(set_of({"x"})) : std::nullopt);
  history.contents(1, "s", there ? std::optional(set_of({"x"})) : std::nullopt);
  return history;
}

TEST_CASE("final reads show what the ledger says, or one of the two is wrong") {
  struct Case {
    LedgerClass booked;
    bool here, there;
    std::string cause;
  };
  for (const Case& each :
       std::vector<Case>{{LedgerClass::kKept, true, true, ""},
                         {LedgerClass::kKept, true, false, "kept_but_gone"},
                         {LedgerClass::kKept, false, false, "kept_but_gone"},
                         {LedgerClass::kLostConcurrent, false, false, ""},
                         {LedgerClass::kLostConcurrent, true, false, "there_but_lost"},
                         {LedgerClass::kSuperseded, true, true, "there_but_lost"},
                         {LedgerClass::kDivergedOrder, true, false, ""},
                         {LedgerClass::kDivergedOrder, true, true, "same_but_diverged"},
                         {LedgerClass::kDivergedMissing, false, false, "same_but_diverged"},
                         {LedgerClass::kSuperseded, false, false, "lost_but_replaced"},
                         {LedgerClass::kNoEffect, false, false, ""},
                         {LedgerClass::kDuplicated, true, false, ""}}) {
    HandHistory history = shown_at(each.here, each.there);
    const EngineResult result = compared(history, {{1, each.booked}});
    INFO(word(each.booked) << " " << each.here << each.there);
    CHECK(disagreement(result) == each.cause);
    CHECK(verdict_of(result, "tiers_agree") ==
          (each.cause.empty() ? Verdict::kHeld : Verdict::kFailed));
  }
}

TEST_CASE("a disagreement names both sides") {
  HandHistory history = shown_at(true, false);
  const EngineResult result = compared(history, {{1, LedgerClass::kKept}});
  REQUIRE(result.findings.size() == 1);
  CHECK(result.findings[0].kind == "tiers_disagree");
  CHECK(result.findings[0].example.text ==
        "Final reads show x of s at eu/replica and miss it at us/replica, though no removal may "
        "have seen SADD s x. The ledger says of the commands that added it: kept.");
}

TEST_CASE("that a removal with an answer of 0 took what its replica had once had is a reason") {
  HandHistory history = shown_at(false, false, {"SREM", "s", "x"});
  history.run(2, 0, integer_reply(0), 0, {{"s", std::nullopt}});
  history.arrive(2, 0, 1, "s", engine::set::Remove{{"x"}, true});
  const EngineResult result = compared(history, {{1, LedgerClass::kSuperseded}});
  CHECK(verdict_of(result, "tiers_agree") == Verdict::kHeld);
  CHECK_THAT(reason_of(result, "tiers_agree"),
             Catch::Contains("to clients alone 1, 1 taken by a removal that answered 0"));
}

TEST_CASE("the ledger may see a loss that clients cannot be sure of") {
  HandHistory history = shown_at(false, false, {"SREM", "s", "x"});
  history.run(2, 1, integer_reply(1), 0, {});
  const EngineResult result = compared(history, {{1, LedgerClass::kLostConcurrent}});
  CHECK(verdict_of(result, "tiers_agree") == Verdict::kHeld);
  CHECK_THAT(reason_of(result, "tiers_agree"), Catch::Contains("by the ledger alone 1"));
}

// INCRBY c 5 and INCRBY c 10; the replicas show these.
EngineResult counters(std::int64_t here, std::int64_t there, LedgerClass first,
                      LedgerClass second) {
  HandHistory history(engine::Arbitration::kArrivalOrder,
                      {{"INCRBY", "c", "5"}, {"INCRBY", "c", "10"}});
  history.run(1, 0, integer_reply(5), 0, {{"c", Increment{5}}});
  history.run(2, 0, integer_reply(15), 0, {{"c", Increment{10}}});
  history.contents(0, "c", text_of(std::to_string(here)));
  history.contents(1, "c", text_of(std::to_string(there)));
  return compared(history, {{1, first}, {2, second}});
}

TEST_CASE("counters show the sum of what the ledger says is there") {
  const auto kept = LedgerClass::kKept;
  const auto lost = LedgerClass::kLostConcurrent;
  const auto differs = LedgerClass::kDivergedMissing;
  CHECK(disagreement(counters(15, 15, kept, kept)).empty());
  CHECK(disagreement(counters(15, 5, kept, kept)) == "adds_up_otherwise");
  CHECK(disagreement(counters(5, 5, kept, lost)).empty());
  CHECK(disagreement(counters(15, 15, kept, lost)) == "adds_up_otherwise");
  CHECK(disagreement(counters(15, 5, kept, differs)).empty());
  CHECK(disagreement(counters(15, 6, kept, differs)) == "adds_up_otherwise");
  CHECK(disagreement(counters(25, 25, kept, LedgerClass::kDuplicated)).empty());
  CHECK_THAT(counters(15, 5, kept, kept).findings.at(0).example.text,
             Catch::Contains("shows 15 at eu/replica, 5 at us/replica") ||
                 Catch::Contains("show 15 at eu/replica, 5 at us/replica"));
}

TEST_CASE("without a ledger, or with nothing to compare, the tiers are unknown") {
  HandHistory nothing(engine::Arbitration::kArrivalOrder, {{"SET", "k", "v"}});
  CHECK(verdict_of(compared(nothing, {}), "tiers_agree") == Verdict::kUnknown);
  HandHistory history = shown_at(true, true);
  EngineResult without;
  history.history().close(engine::Instant());
  tiers_agree_check().make()->conclude(history.history(), without);
  CHECK(verdict_of(without, "tiers_agree") == Verdict::kUnknown);
}

}  // namespace
}  // namespace faultline::sim

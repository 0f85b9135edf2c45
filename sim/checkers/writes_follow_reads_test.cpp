#include <catch2/catch.hpp>

#include "sim/checkers/session_fixture.h"

namespace faultline::sim {
namespace {

constexpr const char* kWritesFollowReadsCheck = "writes_follow_reads";

// Somebody writes, and a session reads that and answers.
HandSession question_and_answer() {
  return HandSession({{"SET", "k", "why"}, {"GET", "k"}, {"SET", "k", "because"}}, {1, 0, 0});
}

TEST_CASE("an answer that comes before its question breaks writes follow reads") {
  for (const bool in_order : {true, false}) {
    HandHistory history(engine::Arbitration::kConflictFree,
                        {{"SADD", "s", "x"}, {"SMEMBERS", "s"}, {"SADD", "s", "y"}}, {1, 0, 0},
                        HandHistory::Asked::kInTurn);
    history.run(1, kEu, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
    history.run(2, kEu, reply_of({"x"}), 0, {});
    history.run(3, kEu, engine::integer_reply(1), 20, {{"s", engine::set::Add{"y"}}});
    history.arrive(in_order ? 1 : 3, 0, kUs, "s");
    history.arrive(in_order ? 3 : 1, 0, kUs, "s");
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, kWritesFollowReadsCheck) ==
          (in_order ? Verdict::kHeld : Verdict::kFailed));
    if (in_order) continue;
    CHECK(reason_of(result, kWritesFollowReadsCheck) ==
          "1 of 2 arrivals of writes without what an earlier read had seen, 0 of them of another "
          "key, 1 without what it was shown of the same key; 0 writes out of order");
    const Finding& finding = finding_in(result, kWritesFollowReadsCheck, "missing_same_replica");
    CHECK(finding.rule.basis == Basis::kDocumented);
    CHECK(finding.example.text ==
          "Client c0 saw SADD s x by SMEMBERS s at eu/replica (0 s), then did SADD s y at "
          "eu/replica (0 s); us/replica held the latter without SADD s x.");
  }
}

TEST_CASE("after failover and failback an answer runs where its question has not come") {
  for (const std::uint32_t first_at : {kEu, kUs})
    for (const bool delivered : {true, false}) {
      HandSession session = question_and_answer();
      session.set(1, first_at, 10);
      session.get(2, first_at, "why");
      if (delivered) session.arrive(1, 1 - first_at);
      session.set(3, 1 - first_at, 20);
      const char* const cause =
          first_at == kEu ? "missing_after_failover" : "missing_after_failback";
      CHECK(causes_in(session.conclude(), kWritesFollowReadsCheck) ==
            (delivered ? Causes{} : Causes{cause}));
    }
}

TEST_CASE("stamps of a clock that is ahead order an answer before its question") {
  for (const auto arbitration :
       {engine::Arbitration::kLastWriteWins, engine::Arbitration::kConflictFree})
    for (const std::int64_t stamp : {10, 30}) {
      HandSession session({{"SET", "k", "why"}, {"GET", "k"}, {"SET", "k", "because"}}, {1, 0, 0},
                          arbitration);
      session.set(1, kEu, stamp);
      session.get(2, kEu, "why");
      session.set(3, kEu, 20);
      session.arrive(1, kUs);
      session.arrive(3, kUs);
      // Conflict-free strings go by what the later one had seen.
      const bool wrong = arbitration == engine::Arbitration::kLastWriteWins && stamp == 30;
      CHECK(causes_in(session.conclude(), kWritesFollowReadsCheck) ==
            (wrong ? Causes{"order_same_replica"} : Causes{}));
    }
}

TEST_CASE("conflict-free strings go by stamps where the answer ran without its question") {
  for (const std::int64_t stamp : {10, 30}) {
    HandSession session = question_and_answer();
    session.set(1, kEu, stamp);
    session.get(2, kEu, "why");
    session.set(3, kUs, 20);
    session.arrive(1, kUs);
    CHECK(causes_in(session.conclude(), kWritesFollowReadsCheck) ==
          (stamp == 30 ? Causes{"missing_after_failover", "order_after_failover"}
                       : Causes{"missing_after_failover"}));
  }
}

TEST_CASE("in arrival order a question that comes late runs on top of its answer") {
  HandSession session({{"SET", "k", "why"}, {"GET", "k"}, {"SET", "k", "because"}}, {1, 0, 0},
                      engine::Arbitration::kArrivalOrder);
  session.set(1, kEu, 0);
  session.get(2, kEu, "why");
  session.set(3, kEu, 0);
  session.arrive(3, kUs);
  session.arrive(1, kUs);
  CHECK(causes_in(session.conclude(), kWritesFollowReadsCheck) == Causes{"order_same_replica"});
}

TEST_CASE("a GETSET reads before a later write") {
  HandSession session({{"SET", "k", "a"}, {"GETSET", "k", "b"}, {"SET", "j", "c"}}, {1, 0, 0});
  session.set(1, kEu, 10);
  session.history().run(2, kEu, engine::bulk_reply("a"), 20,
                        {{"k", engine::string::Write{"b", {}}}});
  session.set(3, kEu, 30);
  session.arrive(3, kUs);
  CHECK(causes_in(session.conclude(), kWritesFollowReadsCheck) == Causes{"missing_on_another_key"});
}

TEST_CASE("a session that reads last has nothing to follow") {
  HandSession session({{"SET", "k", "a"}, {"GET", "k"}});
  session.set(1, kEu, 10);
  session.get(2, kEu, "a");
  CHECK(verdict_of(session.conclude(), kWritesFollowReadsCheck) == Verdict::kNotApplicable);
}

}  // namespace
}  // namespace faultline::sim

#include <catch2/catch.hpp>

#include "sim/checkers/session_fixture.h"

namespace faultline::sim {
namespace {

constexpr const char* kReadYourWritesCheck = "read_your_writes";

TEST_CASE("a session that stays reads its writes, unless the replica lost them") {
  for (const bool crashes : {false, true}) {
    HandSession session({{"SET", "k", "a"}, {"GET", "k"}});
    session.set(1, kEu, 10);
    if (crashes) session.history().crash(kEu);
    session.get(2, kEu, crashes ? "" : "a");
    const EngineResult result = session.conclude();
    CHECK(verdict_of(result, kReadYourWritesCheck) ==
          (crashes ? Verdict::kFailed : Verdict::kHeld));
    CHECK(causes_in(result, kReadYourWritesCheck) ==
          (crashes ? Causes{"lost_by_replica"} : Causes{}));
  }
}

TEST_CASE("after failover a session reads its writes once they have come") {
  for (const bool delivered : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"GET", "k"}});
    session.set(1, kEu, 10);
    if (delivered) session.arrive(1, kUs);
    session.get(2, kUs, delivered ? "a" : "");
    const EngineResult result = session.conclude();
    CHECK(verdict_of(result, kReadYourWritesCheck) ==
          (delivered ? Verdict::kHeld : Verdict::kFailed));
    CHECK(reason_of(result, kReadYourWritesCheck) ==
          (delivered ? "1 read checked; by unique values alone 0 of 1 read stale"
                     : "1 of 1 read without an earlier write of the session; by unique values "
                       "alone 1 of 1 read stale"));
    if (delivered) continue;
    const Finding& finding = finding_in(result, kReadYourWritesCheck, "missing_after_failover");
    CHECK(finding.kind == "broken_session");
    CHECK(finding.rule.name == "read your writes");
    CHECK(finding.rule.basis == Basis::kDocumented);
    CHECK(finding.example.text ==
          "Client c0 did SET k a at eu/replica (0 s), then did GET k at us/replica (0 s); that ran "
          "without SET k a.");
  }
}

TEST_CASE("after failback a session reads what it wrote elsewhere once that has come") {
  for (const bool delivered : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}});
    session.set(1, kEu, 10);
    session.arrive(1, kUs);
    session.set(2, kUs, 20);
    if (delivered) session.arrive(2, kEu);
    session.get(3, kEu, delivered ? "b" : "a");
    CHECK(causes_in(session.conclude(), kReadYourWritesCheck) ==
          (delivered ? Causes{} : Causes{"missing_after_failback"}));
  }
}

TEST_CASE("a write that a later one took away is not missed where that one is") {
  for (const bool had_seen_it : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}}, {0, 1, 0});
    session.set(1, kEu, 10);
    session.set(2, had_seen_it ? kEu : kUs, 20);
    if (had_seen_it) session.arrive(2, kUs);
    session.get(3, kUs, "b");
    CHECK(verdict_of(session.conclude(), kReadYourWritesCheck) ==
          (had_seen_it ? Verdict::kHeld : Verdict::kFailed));
  }
}

TEST_CASE("where whole keys travel a later result brings along what it was made on") {
  HandHistory history(engine::Arbitration::kLastWriteWins,
                      {{"SADD", "s", "x"}, {"SADD", "s", "y"}, {"SMEMBERS", "s"}}, {0, 1, 0},
                      HandHistory::Asked::kInTurn);
  history.run(1, kEu, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.run(2, kEu, engine::integer_reply(1), 20, {{"s", engine::set::Add{"y"}}});
  history.arrive(2, 0, kUs, "s");
  history.run(3, kUs, reply_of({"x", "y"}), 0, {});
  CHECK(verdict_of(history.conclude(), kReadYourWritesCheck) == Verdict::kHeld);
}

TEST_CASE("a write is earlier only if it was answered before the read was asked") {
  for (const bool overlap : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"GET", "k"}});
    session.history().ask(1);
    if (overlap) session.history().ask(2);
    session.set(1, kEu, 10);
    session.get(2, kUs, "");
    CHECK(verdict_of(session.conclude(), kReadYourWritesCheck) ==
          (overlap ? Verdict::kUnknown : Verdict::kFailed));
  }
}

TEST_CASE("what was not acknowledged need not be read") {
  HandSession session({{"SET", "k", "a"}, {"GET", "k"}});
  session.set(1, kEu, 10);
  session.history().fail(1, engine::output::Outcome::kIndeterminate);
  session.get(2, kUs, "");
  CHECK(verdict_of(session.conclude(), kReadYourWritesCheck) == Verdict::kUnknown);
}

TEST_CASE("a key that passes to another process of the same copy is the same replica") {
  for (const bool restored : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"GET", "k"}});
    session.set(1, kEu, 10);
    session.history().observe(HandHistory::kStandby, engine::observation::TookOver{0, 0});
    if (restored) {
      engine::observation::Applied applied;
      applied.effect = {{engine::OperationId(1)}, 0};
      applied.key = "k";
      applied.how = engine::observation::How::kRestored;
      session.history().observe(HandHistory::kStandby, applied);
    }
    session.get(2, HandHistory::kStandby, restored ? "a" : "");
    CHECK(causes_in(session.conclude(), kReadYourWritesCheck) ==
          (restored ? Causes{} : Causes{"lost_by_replica"}));
  }
}

TEST_CASE("a session that never reads what it wrote has no writes to read") {
  HandSession session({{"SET", "k", "a"}, {"GET", "j"}});
  session.set(1, kEu, 10);
  session.get(2, kEu, "");
  CHECK(verdict_of(session.conclude(), kReadYourWritesCheck) == Verdict::kNotApplicable);
}

TEST_CASE(
    "a reply that is older than what the session wrote, of a replica that held that, is a "
    "disagreement") {
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}});
  session.set(1, kEu, 10);
  session.set(2, kEu, 20);
  session.get(3, kEu, "a");
  const EngineResult result = session.conclude();
  CHECK(verdict_of(result, kReadYourWritesCheck) == Verdict::kHeld);
  const Finding& finding = finding_in(result, kReadYourWritesCheck, "tiers_disagree");
  CHECK(finding.kind == "tiers_disagree");
  CHECK(finding.example.text ==
        "GET k of client c0 at eu/replica (0 s) was answered \"a\": by the values that clients saw "
        "this is older than what SET k b wrote there before. By the record of what replicas held "
        "nothing is missing there, and SET k b is shown.");
}

TEST_CASE("a reply that shows a write that its replica had not got is a disagreement") {
  HandSession session({{"SET", "k", "a"}, {"GET", "k"}});
  session.set(1, kEu, 10);
  session.arrive(1, kUs);
  session.history().crash(kUs);
  session.get(2, kUs, "a");
  CHECK(causes_in(session.conclude(), kReadYourWritesCheck) ==
        Causes{"lost_by_replica", "tiers_disagree"});
}

TEST_CASE("an acknowledged write that never ran is found by the values alone") {
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}});
  session.set(1, kEu, 10);
  session.history().run(2, kEu, engine::ok_reply(), 20, {});
  session.get(3, kEu, "a");
  CHECK(causes_in(session.conclude(), kReadYourWritesCheck) == Causes{"tiers_disagree"});
}

TEST_CASE("an older value on top by the engine's order is no disagreement") {
  // The first clock ran ahead: the replica has both and shows the older one.
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}}, {},
                      engine::Arbitration::kLastWriteWins);
  session.set(1, kEu, 20);
  session.set(2, kEu, 10);
  session.get(3, kEu, "a");
  const EngineResult result = session.conclude();
  CHECK(verdict_of(result, kReadYourWritesCheck) == Verdict::kHeld);
  CHECK(causes_in(result, kReadYourWritesCheck).empty());
  CHECK_THAT(reason_of(result, kReadYourWritesCheck),
             Catch::Contains("by unique values alone 1 of 1 read stale"));
  CHECK(causes_in(result, "monotonic_writes") == Causes{"order_same_replica"});
}

TEST_CASE("values that are not unique say nothing") {
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "a"}, {"GET", "k"}});
  session.set(1, kEu, 10);
  session.set(2, kEu, 20);
  session.get(3, kEu, "");
  const EngineResult result = session.conclude();
  CHECK(causes_in(result, kReadYourWritesCheck).empty());
  CHECK(reason_of(result, kReadYourWritesCheck) == "1 read checked");
}

}  // namespace
}  // namespace faultline::sim

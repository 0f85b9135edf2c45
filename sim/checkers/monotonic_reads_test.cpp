#include <catch2/catch.hpp>

#include "sim/checkers/session_fixture.h"

namespace faultline::sim {
namespace {

constexpr const char* kMonotonicReadsCheck = "monotonic_reads";

TEST_CASE("reads of one replica go forward, unless it lost what they saw") {
  for (const bool crashes : {false, true}) {
    HandSession session({{"SET", "k", "a"}, {"GET", "k"}, {"GET", "k"}}, {1, 0, 0});
    session.set(1, kEu, 10);
    session.get(2, kEu, "a");
    if (crashes) session.history().crash(kEu);
    session.get(3, kEu, crashes ? "" : "a");
    CHECK(causes_in(session.conclude(), kMonotonicReadsCheck) ==
          (crashes ? Causes{"lost_by_replica"} : Causes{}));
  }
}

TEST_CASE("after failover a read may miss what one at home saw") {
  for (const bool delivered : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"GET", "k"}, {"GET", "k"}}, {1, 0, 0});
    session.set(1, kEu, 10);
    session.get(2, kEu, "a");
    if (delivered) session.arrive(1, kUs);
    session.get(3, kUs, delivered ? "a" : "");
    const EngineResult result = session.conclude();
    CHECK(verdict_of(result, kMonotonicReadsCheck) ==
          (delivered ? Verdict::kHeld : Verdict::kFailed));
    if (delivered) continue;
    CHECK(reason_of(result, kMonotonicReadsCheck) ==
          "1 of 1 read without what an earlier read had seen, 1 without what it was shown; by "
          "unique values alone 1 of 1 read stale");
    CHECK(finding_in(result, kMonotonicReadsCheck, "missing_after_failover").example.text ==
          "Client c0 saw SET k a by GET k at eu/replica (0 s), then did GET k at us/replica (0 s); "
          "that ran without SET k a.");
  }
}

TEST_CASE("after failback a read may miss what one elsewhere saw") {
  for (const bool delivered : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"GET", "k"}, {"GET", "k"}}, {1, 0, 0});
    session.set(1, kUs, 10);
    session.get(2, kUs, "a");
    if (delivered) session.arrive(1, kEu);
    session.get(3, kEu, delivered ? "a" : "");
    CHECK(causes_in(session.conclude(), kMonotonicReadsCheck) ==
          (delivered ? Causes{} : Causes{"missing_after_failback"}));
  }
}

TEST_CASE("what was there and not shown counts apart from what was shown") {
  // Two concurrent writes: the replica shows the later one and holds both.
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}, {"GET", "k"}},
                      {1, 2, 0, 0});
  session.set(1, kEu, 10);
  session.set(2, kUs, 20);
  session.arrive(2, kEu);
  session.get(3, kEu, "b");
  session.get(4, kUs, "b");
  const EngineResult result = session.conclude();
  CHECK(verdict_of(result, kMonotonicReadsCheck) == Verdict::kFailed);
  CHECK_THAT(reason_of(result, kMonotonicReadsCheck),
             Catch::StartsWith(
                 "1 of 1 read without what an earlier read had seen, 0 without what it was shown"));
}

TEST_CASE("a removal that a read saw is missed where it has not come") {
  HandHistory history(
      engine::Arbitration::kConflictFree,
      {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"SMEMBERS", "s"}, {"SMEMBERS", "s"}}, {1, 1, 0, 0},
      HandHistory::Asked::kInTurn);
  history.run(1, kEu, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.arrive(1, 0, kUs, "s");
  history.run(2, kEu, engine::integer_reply(1), 20, {{"s", engine::set::Remove{{"x"}}}});
  history.run(3, kEu, reply_of({}), 0, {});
  history.run(4, kUs, reply_of({"x"}), 0, {});
  CHECK_THAT(reason_of(history.conclude(), kMonotonicReadsCheck),
             Catch::StartsWith(
                 "1 of 1 read without what an earlier read had seen, 1 without what it was shown"));
}

TEST_CASE("a read that found nothing asks nothing of the next") {
  HandSession session({{"GET", "k"}, {"SET", "k", "a"}, {"GET", "k"}}, {0, 1, 0});
  session.get(1, kUs, "");
  session.set(2, kEu, 10);
  session.get(3, kEu, "a");
  CHECK(verdict_of(session.conclude(), kMonotonicReadsCheck) == Verdict::kUnknown);
}

TEST_CASE("a value that came from nowhere and is gone again is a disagreement") {
  // The first reply shows what its replica did not hold.
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}, {"GET", "k"}},
                      {1, 1, 0, 0});
  session.set(1, kEu, 10);
  session.arrive(1, kUs);
  session.set(2, kEu, 20);
  session.get(3, kUs, "b");
  session.get(4, kUs, "a");
  const EngineResult result = session.conclude();
  CHECK(verdict_of(result, kMonotonicReadsCheck) == Verdict::kHeld);
  CHECK(finding_in(result, kMonotonicReadsCheck, "tiers_disagree").example.text ==
        "GET k of client c0 at us/replica (0 s) was answered \"a\": by the values that clients saw "
        "this is older than what GET k read there before. By the record of what replicas held "
        "nothing is missing there, and SET k a is shown.");
}

TEST_CASE("a concurrent value is not older") {
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"GET", "k"}, {"GET", "k"}},
                      {1, 2, 0, 0});
  session.set(1, kEu, 10);
  session.set(2, kUs, 5);
  session.arrive(1, kUs);
  session.arrive(2, kEu);
  session.get(3, kEu, "b");
  session.get(4, kEu, "a");
  const EngineResult result = session.conclude();
  CHECK(verdict_of(result, kMonotonicReadsCheck) == Verdict::kHeld);
  CHECK_THAT(reason_of(result, kMonotonicReadsCheck), Catch::Contains("0 of 1 read stale"));
}

TEST_CASE("who read a value and wrote the next one orders the two for everybody") {
  HandSession session(
      {{"SET", "k", "a"}, {"GET", "k"}, {"SET", "k", "b"}, {"GET", "k"}, {"GET", "k"}},
      {1, 2, 2, 0, 0});
  session.set(1, kEu, 10);
  session.get(2, kEu, "a");
  session.set(3, kEu, 20);
  session.get(4, kEu, "b");
  session.get(5, kEu, "a");
  CHECK_THAT(reason_of(session.conclude(), kMonotonicReadsCheck),
             Catch::Contains("1 of 1 read stale, 1 against"));
}

}  // namespace
}  // namespace faultline::sim

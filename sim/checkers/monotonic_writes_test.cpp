#include <catch2/catch.hpp>

#include "sim/checkers/session_fixture.h"

namespace faultline::sim {
namespace {

constexpr const char* kMonotonicWritesCheck = "monotonic_writes";

// Two additions by one session, at the replicas that are given.
HandHistory additions_of_a_session(std::uint32_t first_at, std::uint32_t second_at) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}, {"SADD", "s", "y"}},
                      {0, 0}, HandHistory::Asked::kInTurn);
  history.run(1, first_at, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.run(2, second_at, engine::integer_reply(1), 20, {{"s", engine::set::Add{"y"}}});
  return history;
}

TEST_CASE("writes of one home come to others in their order, or monotonic writes break") {
  for (const bool in_order : {true, false}) {
    HandHistory history = additions_of_a_session(kEu, kEu);
    history.arrive(in_order ? 1 : 2, 0, kUs, "s");
    history.arrive(in_order ? 2 : 1, 0, kUs, "s");
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, kMonotonicWritesCheck) ==
          (in_order ? Verdict::kHeld : Verdict::kFailed));
    CHECK(causes_in(result, kMonotonicWritesCheck) ==
          (in_order ? Causes{} : Causes{"missing_same_replica"}));
    CHECK(reason_of(result, kMonotonicWritesCheck) ==
          (in_order ? "2 arrivals of writes checked"
                    : "1 of 2 arrivals of writes without an earlier write of the session, 0 of "
                      "them of another key; 0 writes out of order"));
    if (in_order) continue;
    CHECK(finding_in(result, kMonotonicWritesCheck, "missing_same_replica").example.text ==
          "Client c0 did SADD s x at eu/replica (0 s), then did SADD s y at eu/replica (0 s); "
          "us/replica held the latter without SADD s x.");
  }
}

TEST_CASE("after failover and failback a write runs where the earlier one has not come") {
  for (const std::uint32_t first_at : {kEu, kUs})
    for (const bool delivered : {true, false}) {
      HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}});
      session.set(1, first_at, 10);
      if (delivered) session.arrive(1, 1 - first_at);
      session.set(2, 1 - first_at, 20);
      session.arrive(2, first_at);
      const char* const cause =
          first_at == kEu ? "missing_after_failover" : "missing_after_failback";
      CHECK(causes_in(session.conclude(), kMonotonicWritesCheck) ==
            (delivered ? Causes{} : Causes{cause}));
    }
}

TEST_CASE("a write that a crash took away breaks monotonic writes if the later one comes back") {
  for (const bool both : {true, false}) {
    HandHistory history = additions_of_a_session(kEu, kEu);
    history.crash(kEu);
    // Restored in one step: nobody sees in which order.
    for (const std::uint64_t number : {2, 1}) {
      if (number == 1 && !both) continue;
      engine::observation::Applied applied;
      applied.effect = {{engine::OperationId(number)}, 0};
      applied.key = "s";
      applied.how = engine::observation::How::kRestored;
      history.observe_at_once(kEu, applied);
    }
    CHECK(causes_in(history.conclude(), kMonotonicWritesCheck) ==
          (both ? Causes{} : Causes{"lost_by_replica"}));
  }
}

TEST_CASE("last write wins orders a session's writes by stamp, whatever each had seen") {
  for (const bool skewed : {false, true}) {
    HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}, {"SET", "k", "c"}}, {0, 0, 1},
                        engine::Arbitration::kLastWriteWins);
    session.set(3, kUs, 40'000'000);  // another session's
    session.set(1, kEu, skewed ? 30'000'000 : 10'000'000);
    session.arrive(1, kUs);
    session.set(2, kUs, 20'000'000);
    const EngineResult result = session.conclude();
    CHECK(causes_in(result, kMonotonicWritesCheck) ==
          (skewed ? Causes{"order_after_failover"} : Causes{}));
    if (!skewed) continue;
    const Finding& finding = finding_in(result, kMonotonicWritesCheck, "order_after_failover");
    CHECK(finding.rule.basis == Basis::kChosen);
    CHECK(finding.example.text ==
          "Client c0 did SET k a at eu/replica (0 s), then did SET k b at us/replica (0 s); "
          "us/replica orders SET k a after SET k b (stamps 0.03 s and 0.02 s).");
    CHECK_THAT(reason_of(result, kMonotonicWritesCheck),
               Catch::Contains("1 arrival of writes checked; 1 write out of order"));
  }
}

TEST_CASE(
    "conflict-free strings are ordered by stamp only where the later had not seen the other") {
  for (const bool seen : {true, false}) {
    HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}});
    session.set(1, kEu, 30);
    if (seen) session.arrive(1, kUs);
    session.set(2, kUs, 20);
    if (!seen) session.arrive(1, kUs);
    CHECK(causes_in(session.conclude(), kMonotonicWritesCheck) ==
          (seen ? Causes{} : Causes{"missing_after_failover", "order_after_failover"}));
  }
}

TEST_CASE("fields of a hash are ordered by stamp each for itself") {
  for (const bool same_field : {true, false}) {
    const engine::Bytes field = same_field ? "f" : "g";
    HandHistory history(engine::Arbitration::kConflictFree,
                        {{"HSET", "h", "f", "1"}, {"HSET", "h", field, "2"}}, {0, 0},
                        HandHistory::Asked::kInTurn);
    history.run(1, kEu, engine::integer_reply(1), 30, {{"h", engine::hash::Put{"f", "1"}}});
    history.run(2, kUs, engine::integer_reply(1), 20, {{"h", engine::hash::Put{field, "2"}}});
    history.arrive(1, 0, kUs, "h");
    CHECK(causes_in(history.conclude(), kMonotonicWritesCheck) ==
          (same_field ? Causes{"missing_after_failover", "order_after_failover"}
                      : Causes{"missing_after_failover"}));
  }
}

TEST_CASE("in arrival order an earlier write that comes late runs on top of the later one") {
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}}, {},
                      engine::Arbitration::kArrivalOrder);
  session.set(1, kEu, 0);
  session.set(2, kEu, 0);
  session.arrive(2, kUs);
  session.arrive(1, kUs);
  const EngineResult result = session.conclude();
  // The later one stands in for the earlier, which it overwrote; but that came all the same.
  CHECK(causes_in(result, kMonotonicWritesCheck) == Causes{"order_same_replica"});
  CHECK(finding_in(result, kMonotonicWritesCheck, "order_same_replica").rule.basis ==
        Basis::kMeasured);
}

TEST_CASE("in arrival order what commutes may come in any order") {
  HandHistory history(engine::Arbitration::kArrivalOrder, {{"INCR", "c"}, {"INCR", "c"}}, {0, 0},
                      HandHistory::Asked::kInTurn);
  for (const std::uint64_t number : {1, 2})
    history.run(number, kEu, engine::integer_reply(1), 0, {{"c", engine::string::Increment{1}}});
  for (const std::uint64_t number : {2, 1})
    history.arrive(number, 0, kUs, "c", engine::string::Increment{1});
  CHECK(causes_in(history.conclude(), kMonotonicWritesCheck) == Causes{"missing_same_replica"});
}

TEST_CASE("a write of another key that is missing has a cause of its own") {
  HandSession session({{"SET", "j", "a"}, {"SET", "k", "b"}});
  session.set(1, kEu, 10);
  session.set(2, kEu, 20);
  session.arrive(2, kUs);
  session.arrive(1, kUs);
  const EngineResult result = session.conclude();
  CHECK(causes_in(result, kMonotonicWritesCheck) == Causes{"missing_on_another_key"});
  CHECK(reason_of(result, kMonotonicWritesCheck) ==
        "1 of 2 arrivals of writes without an earlier write of the session, 1 of them of another "
        "key; 0 writes out of order");
}

TEST_CASE("writes that were in flight together have no order") {
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}});
  session.history().ask(2);
  session.set(1, kEu, 10);
  session.set(2, kUs, 20);
  CHECK(verdict_of(session.conclude(), kMonotonicWritesCheck) == Verdict::kUnknown);
}

TEST_CASE("a session that writes once has no writes to order") {
  HandSession session({{"SET", "k", "a"}, {"SET", "k", "b"}}, {0, 1});
  session.set(1, kEu, 10);
  session.set(2, kUs, 20);
  CHECK(verdict_of(session.conclude(), kMonotonicWritesCheck) == Verdict::kNotApplicable);
}

}  // namespace
}  // namespace faultline::sim

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Arguments;
using engine::Delete;
using engine::integer_reply;
using engine::ok_reply;
using engine::set::Add;
using engine::set::Remove;
using engine::string::Write;
namespace observation = engine::observation;

constexpr const char* kResurrection = "resurrection";
constexpr auto kMerges = Arbitration::kConflictFree;
constexpr auto kStamps = Arbitration::kLastWriteWins;
constexpr auto kArrival = Arbitration::kArrivalOrder;

// x is added and removed at the first replica, by one client or two; both arrive at the other, in
// that order or the other way round.
HandHistory removed_member(Arbitration arbitration, bool in_order,
                           std::int64_t stamp_of_removal = 20, std::vector<Arguments> more = {}) {
  std::vector<Arguments> commands = {{"SADD", "s", "x"}, {"SREM", "s", "x"}};
  commands.insert(commands.end(), more.begin(), more.end());
  HandHistory history(arbitration, commands);
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  if (in_order) history.arrive(1, 0, 1, "s", Add{"x"});
  history.run(2, 0, integer_reply(1), stamp_of_removal, {{"s", Remove{{"x"}}}});
  history.arrive(2, 0, 1, "s",
                 in_order ? std::optional<engine::Change>(Remove{{"x"}}) : std::nullopt);
  if (!in_order) history.arrive(1, 0, 1, "s", Add{"x"});
  return history;
}

TEST_CASE("a member that is shown at the end though it was removed since is resurrected") {
  for (const bool shown : {true, false}) {
    HandHistory history = removed_member(kMerges, true);
    history.contents(0, "s", set_of({"y"}));
    history.contents(1, "s", shown ? set_of({"x"}) : set_of({"y"}));
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, kResurrection) == (shown ? Verdict::kFailed : Verdict::kHeld));
    CHECK(cause_found(result, kResurrection) == (shown ? "removal_undone" : ""));
    // The ledger calls the removal so too, and only then.
    CHECK(result.ledger->at(LedgerClass::kResurrected) == (shown ? 1 : 0));
    if (!shown) continue;
    CHECK(reason_of(result, kResurrection) ==
          "1 removed element back at the end, 0 in replies, removal_undone: 1");
    CHECK(story_found(result, kResurrection) ==
          "us/replica shows x in s at the end. It was put there by SADD s x, at eu/replica at 0 s. "
          "That was known to what removed it, SREM s x, at eu/replica at 0 s. Here the first came "
          "at 0 s and the second at 0 s.");
  }
}

TEST_CASE("a member that somebody adds while it is removed, or later, is not resurrected") {
  for (const bool later : {true, false}) {
    HandHistory history(kMerges, {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"SADD", "s", "x"}});
    history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
    history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
    if (later) history.arrive(2, 0, 1, "s");
    history.run(3, 1, integer_reply(1), 15, {{"s", Add{"x"}}});
    if (!later) history.arrive(2, 0, 1, "s");
    history.arrive(1, 0, 1, "s");
    history.contents(1, "s", set_of({"x"}));
    CHECK(verdict_of(history.conclude(), kResurrection) == Verdict::kHeld);
  }
}

TEST_CASE("a reply that shows what was removed is resurrection as well") {
  for (const bool shown : {true, false}) {
    HandHistory history =
        removed_member(kMerges, true, 20, {{"SMEMBERS", "s"}, {"SISMEMBER", "s", "x"}});
    history.run(3, 1, shown ? reply_of({"x", "y"}) : reply_of({"y"}), 0, {});
    history.run(4, 1, integer_reply(0), 0, {});
    const EngineResult result = history.conclude();
    CHECK(verdict_of(result, kResurrection) == (shown ? Verdict::kFailed : Verdict::kHeld));
    if (shown)
      CHECK(reason_of(result, kResurrection) ==
            "0 removed elements back at the end, 1 in replies, removal_undone: 1");
  }
}

TEST_CASE("a read that saw the member before its removal came is right") {
  HandHistory history(kMerges, {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"SMEMBERS", "s"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  history.run(3, 1, reply_of({"x"}), 0, {});
  history.arrive(2, 0, 1, "s");
  CHECK(verdict_of(history.conclude(), kResurrection) == Verdict::kHeld);
}

TEST_CASE("in arrival order an addition that comes after its removal brings the member back") {
  for (const bool in_order : {true, false}) {
    HandHistory history = removed_member(kArrival, in_order);
    history.contents(1, "s", in_order ? set_of({"y"}) : set_of({"x"}));
    CHECK(cause_found(history.conclude(), kResurrection) == (in_order ? "" : "late_operation"));
  }
}

TEST_CASE("what runs a second time after the removal brings the member back") {
  HandHistory history = removed_member(kArrival, true);
  history.arrive(1, 0, 1, "s", Add{"x"});
  history.contents(1, "s", set_of({"x"}));
  CHECK(cause_found(history.conclude(), kResurrection) == "ran_several_times");
}

TEST_CASE("a clock that is behind gives the removal a stamp that loses") {
  for (const auto& [stamp, cause] : {std::pair{5, "clock_skew"}, std::pair{10, "equal_stamps"},
                                     std::pair{20, "removal_undone"}}) {
    HandHistory history(kStamps, {{"SADD", "s", "x"}, {"SREM", "s", "x"}});
    history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
    history.arrive(1, 0, 1, "s");
    history.run(2, 1, integer_reply(1), stamp, {{"s", Remove{{"x"}}}});
    history.arrive(2, 0, 0, "s");
    for (const std::uint32_t replica : {0U, 1U}) history.contents(replica, "s", set_of({"x"}));
    CHECK(cause_found(history.conclude(), kResurrection) == cause);
  }
}

TEST_CASE("a whole value that had not seen the removal brings the member back") {
  HandHistory history(kStamps, {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"SADD", "s", "y"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  history.run(3, 1, integer_reply(1), 30, {{"s", Add{"y"}}});
  history.arrive(2, 0, 1, "s");
  history.arrive(3, 0, 0, "s");
  for (const std::uint32_t replica : {0U, 1U}) history.contents(replica, "s", set_of({"x", "y"}));
  CHECK(cause_found(history.conclude(), kResurrection) == "concurrent_write");
}

TEST_CASE(
    "a stamped removal loses to a later stamp, or to an addition that comes when it is forgotten") {
  for (const auto& [stamp, cause] : {std::pair{5, "clock_skew"}, std::pair{20, "late_operation"}}) {
    HandHistory history = removed_member(kArrival, false, stamp);
    history.stamp_commands();
    history.contents(1, "s", set_of({"x"}));
    CHECK(cause_found(history.conclude(), kResurrection) == cause);
  }
}

TEST_CASE("a stamped removal does nothing where the key has a later stamp of something else") {
  HandHistory history(kArrival, {{"SADD", "s", "x"}, {"SADD", "s", "y"}, {"DEL", "s"}});
  history.stamp_commands();
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s", Add{"x"});
  history.run(2, 1, integer_reply(1), 30, {{"s", Add{"y"}}});
  history.run(3, 0, integer_reply(1), 20, {{"s", Delete{}}});
  history.arrive(3, 0, 1, "s");
  history.contents(1, "s", set_of({"x", "y"}));
  CHECK(cause_found(history.conclude(), kResurrection) == "older_stamp");
}

TEST_CASE("a second removal that finds a tombstone leaves it with its older stamp") {
  HandHistory history(kArrival, {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"SREM", "s", "x"}});
  history.stamp_commands();
  history.run(2, 1, integer_reply(1), 5, {{"s", Remove{{"x"}}}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.run(3, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  history.arrive(3, 0, 1, "s");
  history.arrive(1, 0, 1, "s", Add{"x"});
  history.contents(1, "s", set_of({"x"}));
  CHECK(cause_found(history.conclude(), kResurrection) == "stamp_not_raised");
}

TEST_CASE("a client that removes where its addition has not arrived sees it come") {
  HandHistory history(kMerges, {{"SADD", "s", "x"}, {"SREM", "s", "x"}}, {0, 0});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.run(2, 1, integer_reply(0), 20, {{"s", std::nullopt}});
  history.arrive(1, 0, 1, "s");
  history.contents(1, "s", set_of({"x"}));
  CHECK(cause_found(history.conclude(), kResurrection) == "unseen_addition");
}

TEST_CASE("who knew of an addition by way of others removes it too") {
  for (const bool told : {true, false}) {
    HandHistory history(
        kMerges, {{"SADD", "s", "x"}, {"SET", "note", "x is in"}, {"GET", "note"}, {"DEL", "s"}},
        {0, 0, 1, 1});
    history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
    history.run(2, 0, ok_reply(), 11, {{"note", Write{"x is in", {}}}});
    if (told) history.arrive(2, 0, 1, "note");
    history.run(3, 1, told ? engine::bulk_reply("x is in") : engine::nil_reply(), 0, {});
    history.run(4, 1, integer_reply(0), 20, {{"s", std::nullopt}});
    history.arrive(1, 0, 1, "s");
    history.contents(1, "s", set_of({"x"}));
    CHECK(cause_found(history.conclude(), kResurrection) == (told ? "unseen_addition" : ""));
  }
}

TEST_CASE("a copy that comes back without the removal shows the member again") {
  for (const bool elsewhere : {true, false}) {
    HandHistory history = removed_member(kMerges, true);
    history.crash(1);
    if (!elsewhere) history.crash(0);
    observation::Applied restored;
    restored.effect = {{engine::OperationId(1)}, 0};
    restored.key = "s";
    restored.how = observation::How::kRestored;
    history.observe(1, restored);
    history.contents(1, "s", set_of({"x"}));
    CHECK(cause_found(history.conclude(), kResurrection) ==
          (elsewhere ? "stale_state" : "removal_lost"));
  }
}

TEST_CASE("a removal that finds the key and is refused for its stamp leaves it there") {
  HandHistory history(kArrival, {{"SET", "k", "a"}, {"DEL", "k"}});
  history.stamp_commands();
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.run(2, 1, integer_reply(0), 5, {{"k", std::nullopt}});
  history.contents(1, "k", text_of("a"));
  CHECK(cause_found(history.conclude(), kResurrection) == "clock_skew");
}

TEST_CASE("a read repair from a replica that lags behind brings the member back") {
  HandHistory history = removed_member(kArrival, true);
  observation::Applied repaired;
  repaired.effect = {{engine::OperationId(1)}, 0};
  repaired.key = "s";
  repaired.how = observation::How::kRepaired;
  repaired.change = Add{"x"};
  history.observe(1, repaired);
  history.contents(1, "s", set_of({"x"}));
  CHECK(cause_found(history.conclude(), kResurrection) == "read_repair");
}

TEST_CASE("a key that was deleted and is there again is resurrected, unless it was set since") {
  for (const bool set_again : {true, false}) {
    HandHistory history(kMerges,
                        {{"SET", "k", "a"}, {"DEL", "k"}, {"SET", "k", "b"}, {"GET", "k"}});
    history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
    history.run(2, 0, integer_reply(1), 20, {{"k", Delete{}}});
    if (set_again) history.run(3, 0, ok_reply(), 30, {{"k", Write{"b", {}}}});
    history.run(4, 0, engine::bulk_reply("a"), 0, {});
    CHECK(verdict_of(history.conclude(), kResurrection) ==
          (set_again ? Verdict::kHeld : Verdict::kFailed));
  }
}

TEST_CASE("what a client had run twice is left out") {
  HandHistory history(kMerges, {{"SADD", "s", "x"}, {"SREM", "s", "x"}});
  history.disturb(ClientsRetry{});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  history.run(1, 0, integer_reply(1), 30, {{"s", Add{"x"}}});
  history.contents(0, "s", set_of({"x"}));
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, kResurrection) == Verdict::kUnknown);
  CHECK(reason_of(result, kResurrection) ==
        "no element was shown anywhere, 1 look left out: a client had an operation run twice");
}

// One client adds and removes x, and reads it where the removal has come or not.
HandHistory one_client(bool removal_came) {
  HandHistory history(kMerges, {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"SISMEMBER", "s", "x"}},
                      {0, 0, 0}, HandHistory::Asked::kInTurn);
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  if (removal_came) history.arrive(2, 0, 1, "s");
  history.run(3, 1, integer_reply(1), 0, {});
  return history;
}

TEST_CASE("a client that sees again what it removed was answered by a replica that lags behind") {
  const EngineResult stale = one_client(false).conclude();
  CHECK(verdict_of(stale, kResurrection) == Verdict::kHeld);
  CHECK(reason_of(stale, kResurrection) ==
        "1 shown element looked at; clients saw 1 removed element again, 1 at replicas that had "
        "not got the removal");
  const EngineResult back = one_client(true).conclude();
  CHECK(verdict_of(back, kResurrection) == Verdict::kFailed);
  CHECK(cause_found(back, kResurrection) == "removal_undone");
}

TEST_CASE("what only clients see is a finding of its own") {
  HandHistory history(
      kMerges, {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"GET", "k"}, {"SISMEMBER", "s", "x"}},
      {0, 0, 1, 0}, HandHistory::Asked::kInTurn);
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  // A read that adds: no client can know of it.
  observation::Applied secret;
  secret.effect = {{engine::OperationId(3)}, engine::kImpliedUnit};
  secret.key = "s";
  secret.change = Add{"x"};
  history.run(3, 0, engine::nil_reply(), 0, {});
  history.observe(0, secret);
  history.run(4, 0, integer_reply(1), 0, {});
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, kResurrection) == Verdict::kFailed);
  CHECK(cause_found(result, kResurrection) == "tiers_disagree");
}

}  // namespace
}  // namespace faultline::sim

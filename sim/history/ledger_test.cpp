// One hand-written history a class of the ledger.

#include <catch2/catch.hpp>

#include "sim/history/ledger_fixture.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Bytes;
using engine::Delete;
using engine::integer_reply;
using engine::ok_reply;
using engine::output::Outcome;
using engine::set::Add;
using engine::set::Remove;
using engine::string::Increment;
using engine::string::Write;

constexpr auto kConflictFree = Arbitration::kConflictFree;
constexpr auto kLastWriteWins = Arbitration::kLastWriteWins;
constexpr auto kArrivalOrder = Arbitration::kArrivalOrder;

LedgerClass class_of(HandHistory& history, std::uint64_t operation, std::uint32_t unit = 0) {
  return booked(history, operation, unit).ledger_class;
}

// Two SETs of one key, one at each replica, neither having seen the other; then both exchanged.
HandHistory concurrent_sets(Arbitration arbitration, std::int64_t stamp_1, std::int64_t stamp_2) {
  HandHistory history(arbitration, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), stamp_1, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), stamp_2, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.arrive(2, 0, 0, "k", Write{"b", {}});
  return history;
}

TEST_CASE("kept: shown by every replica") {
  auto history = concurrent_sets(kConflictFree, 10, 20);
  CHECK(class_of(history, 2) == LedgerClass::kKept);
}

TEST_CASE("lost_concurrent: a concurrent write with a later clock is shown everywhere") {
  auto history = concurrent_sets(kConflictFree, 10, 20);
  CHECK(class_of(history, 1) == LedgerClass::kLostConcurrent);
  auto whole_key = concurrent_sets(kLastWriteWins, 10, 20);
  CHECK(class_of(whole_key, 1) == LedgerClass::kLostConcurrent);
  CHECK(class_of(whole_key, 2) == LedgerClass::kKept);
}

TEST_CASE("lost_tie: equal stamps, the smaller member is shown") {
  auto history = concurrent_sets(kConflictFree, 10, 10);
  CHECK(class_of(history, 1) == LedgerClass::kKept);
  CHECK(class_of(history, 2) == LedgerClass::kLostTie);
}

TEST_CASE("diverged_order: executed at all replicas, overwritten at some by what came later") {
  auto history = concurrent_sets(kArrivalOrder, 0, 0);
  CHECK(class_of(history, 1) == LedgerClass::kDivergedOrder);
  CHECK(class_of(history, 2) == LedgerClass::kDivergedOrder);
}

TEST_CASE("diverged_missing: shown here, never executed there") {
  HandHistory history(kArrivalOrder, {{"SADD", "s", "x"}});
  history.run(1, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
  CHECK(class_of(history, 1) == LedgerClass::kDivergedMissing);
}

TEST_CASE("superseded: overwritten by an effect that had seen it") {
  HandHistory history(kConflictFree, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 20, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k");
  history.run(2, 1, ok_reply(), 10, {{"k", Write{"b", {}}}});
  history.arrive(2, 0, 0, "k");
  CHECK(class_of(history, 1) == LedgerClass::kSuperseded);
  CHECK(class_of(history, 2) == LedgerClass::kKept);
}

TEST_CASE("superseded: a client's own later write replaces it, whoever came in between") {
  HandHistory history(kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "other"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 0, {{"k", Write{"other", {}}}});
  history.arrive(2, 0, 0, "k", Write{"other", {}});
  history.run(3, 0, ok_reply(), 0, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.arrive(3, 0, 1, "k", Write{"b", {}});
  CHECK(class_of(history, 1) == LedgerClass::kSuperseded);
  CHECK(class_of(history, 2) == LedgerClass::kSuperseded);
  CHECK(class_of(history, 3) == LedgerClass::kKept);
}

TEST_CASE(
    "superseded: by the client's own later write, also where only what came between is left") {
  HandHistory history(kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "other"}, {"SET", "k", "b"}},
                      {0, 1, 0});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 0, {{"k", Write{"other", {}}}});
  history.arrive(2, 0, 0, "k", Write{"other", {}});
  history.run(3, 0, ok_reply(), 0, {{"k", Write{"b", {}}}});
  CHECK(class_of(history, 1) == LedgerClass::kSuperseded);
  CHECK(class_of(history, 2) == LedgerClass::kDivergedOrder);
  CHECK(class_of(history, 3) == LedgerClass::kDivergedMissing);
}

TEST_CASE("lost_inverted: it had seen the winner and still lost, by a clock that ran behind") {
  HandHistory history(kLastWriteWins, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 20, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k");
  history.run(2, 1, ok_reply(), 10, {{"k", Write{"b", {}}}});
  history.arrive(2, 0, 0, "k");
  CHECK(class_of(history, 1) == LedgerClass::kKept);
  CHECK(class_of(history, 2) == LedgerClass::kLostInverted);
}

TEST_CASE("whole-key last write wins loses an added member that add-wins sets keep") {
  for (const auto arbitration : {kConflictFree, kLastWriteWins}) {
    HandHistory history(arbitration, {{"SADD", "s", "x"}, {"SADD", "s", "y"}});
    history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
    history.run(2, 1, integer_reply(1), 20, {{"s", Add{"y"}}});
    history.arrive(1, 0, 1, "s");
    history.arrive(2, 0, 0, "s");
    CHECK(class_of(history, 1) ==
          (arbitration == kConflictFree ? LedgerClass::kKept : LedgerClass::kLostConcurrent));
    CHECK(class_of(history, 2) == LedgerClass::kKept);
  }
}

TEST_CASE("whole-key last write wins loses a removal when the other side's value wins") {
  HandHistory history(kLastWriteWins, {{"SADD", "s", "x"}, {"SREM", "s", "x"}, {"SADD", "s", "y"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  history.run(3, 1, integer_reply(1), 30, {{"s", Add{"y"}}});
  history.arrive(2, 0, 1, "s");
  history.arrive(3, 0, 0, "s");
  CHECK(class_of(history, 1) == LedgerClass::kKept);
  CHECK(class_of(history, 2) == LedgerClass::kLostConcurrent);
  CHECK(class_of(history, 3) == LedgerClass::kKept);
}

TEST_CASE(
    "whole-key last write wins: an increment that the winner's home held but did not show is "
    "lost") {
  HandHistory history(kLastWriteWins, {{"INCR", "n"}, {"INCR", "n"}, {"INCR", "n"}});
  history.run(1, 0, integer_reply(1), 10, {{"n", Increment{1}}});
  history.run(2, 1, integer_reply(1), 20, {{"n", Increment{1}}});
  history.arrive(1, 0, 1, "n");  // older than what is shown there
  history.run(3, 1, integer_reply(2), 30, {{"n", Increment{1}}});
  history.arrive(2, 0, 0, "n");
  history.arrive(3, 0, 0, "n");
  const LedgerEntry first = booked(history, 1);
  CHECK(first.ledger_class == LedgerClass::kLostConcurrent);
  CHECK(history.history().effects()[*first.winner].operation == 1);
  CHECK(class_of(history, 2) == LedgerClass::kKept);
  CHECK(class_of(history, 3) == LedgerClass::kKept);
}

TEST_CASE("a loss to a concurrent write of another type names the chosen rule and what is shown") {
  HandHistory history(kConflictFree, {{"SET", "k", "a"}, {"SADD", "k", "x"}});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.run(2, 1, integer_reply(1), 20, {{"k", Add{"x"}}});
  history.arrive(1, 0, 1, "k");
  history.arrive(2, 0, 0, "k");
  const LedgerEntry entry = booked(history, 2);
  CHECK(entry.ledger_class == LedgerClass::kLostConcurrent);
  CHECK(reason_of(history.history(), entry).cause == "concurrent_types");
  CHECK(reason_of(history.history(), entry).rule.basis == Basis::kChosen);
  CHECK(history.history().effects()[*entry.winner].operation == 0);
}

TEST_CASE("increments: kept when no write saw them, superseded by a DEL that did") {
  HandHistory history(kConflictFree, {{"INCR", "n"}, {"INCR", "n"}, {"DEL", "n"}});
  history.run(1, 0, integer_reply(1), 10, {{"n", Increment{1}}});
  history.run(2, 1, integer_reply(1), 11, {{"n", Increment{1}}});
  history.run(3, 0, integer_reply(1), 12, {{"n", Delete{}}});
  history.arrive(1, 0, 1, "n");
  history.arrive(3, 0, 1, "n");
  history.arrive(2, 0, 0, "n");
  CHECK(class_of(history, 1) == LedgerClass::kSuperseded);
  CHECK(class_of(history, 2) == LedgerClass::kKept);
  CHECK(class_of(history, 3) == LedgerClass::kKept);
}

TEST_CASE("no_effect: it changed nothing at its home") {
  HandHistory history(kConflictFree, {{"SREM", "s", "x"}});
  history.run(1, 0, integer_reply(0), 10, {{"s", std::nullopt}});
  CHECK(class_of(history, 1) == LedgerClass::kNoEffect);
}

TEST_CASE("never_replicated: its home lost it before any other copy had it") {
  HandHistory history(kConflictFree, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.crash(0);
  CHECK(class_of(history, 1) == LedgerClass::kNeverReplicated);
}

TEST_CASE("never_replicated: its home was made to forget it before any other copy had it") {
  HandHistory history(kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.observe(0, engine::observation::Forgotten{});
  CHECK(class_of(history, 1) == LedgerClass::kNeverReplicated);
}

TEST_CASE("never_replicated: its home is gone for good and nobody else had it") {
  HandHistory history(kConflictFree, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.history().set_core([](engine::ProcessId p) { return p.value() == 1; });
  CHECK(class_of(history, 1) == LedgerClass::kNeverReplicated);
}

TEST_CASE("lost_repair: held abroad once, held nowhere now, overwritten by nobody") {
  HandHistory history(kConflictFree, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k");
  history.crash(0);
  history.crash(1);
  CHECK(class_of(history, 1) == LedgerClass::kLostRepair);
}

TEST_CASE("the cause of a loss tells crashes, lasting cuts and older states apart") {
  const auto cause = [](HandHistory& history) {
    const LedgerEntry entry = booked(history, 1);
    CHECK(is_lost(entry.ledger_class));
    return std::string(reason_of(history.history(), entry).cause);
  };
  const auto one_write = [](bool arrives) {
    HandHistory history(kConflictFree, {{"SET", "k", "a"}});
    history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
    if (arrives) history.arrive(1, 0, 1, "k");
    return history;
  };
  auto both_crashed = one_write(true);
  both_crashed.crash(0);
  both_crashed.crash(1);
  CHECK(cause(both_crashed) == "all_copies_crashed");

  auto cut_off = one_write(true);
  cut_off.history().set_core([](engine::ProcessId) { return false; });
  CHECK(cause(cut_off) == "minority_cut_off");

  auto home_cut_off = one_write(false);
  home_cut_off.history().set_core([](engine::ProcessId p) { return p.value() == 1; });
  CHECK(cause(home_cut_off) == "home_cut_off");

  auto replaced = one_write(true);
  const engine::SnapshotId empty(1);
  replaced.crash(0);
  replaced.observe(0, engine::observation::SnapshotTaken{empty, 0});
  replaced.observe(
      1, engine::observation::SnapshotAdopted{empty, engine::observation::Adoption::kReplace});
  CHECK(cause(replaced) == "older_state_adopted");
}

TEST_CASE("a part of a split command that ran at a node without its key is misplaced") {
  HandHistory history(kArrivalOrder, {{"MSET", "k", "a"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 2, "k", Write{"a", {}});
  const LedgerEntry entry = booked(history, 1);
  CHECK(entry.ledger_class == LedgerClass::kDivergedMissing);
  CHECK(reason_of(history.history(), entry).cause == "misplaced");
}

TEST_CASE("a write whose overwriter was dropped on the way is shown where that never came") {
  HandHistory history(kArrivalOrder, {{"SET", "k", "old"}, {"SET", "k", "new"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"old", {}}}});
  history.arrive(1, 0, 1, "k", Write{"old", {}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"new", {}}}});
  const LedgerEntry entry = booked(history, 1);
  CHECK(entry.ledger_class == LedgerClass::kDivergedOrder);
  CHECK(reason_of(history.history(), entry).cause == "overwriter_missing");
  CHECK(reason_of(history.history(), entry).rule.name ==
        "what a peer does not take at once is never sent again");
}

TEST_CASE("a SETNX that found the key taken on the other side did nothing there") {
  HandHistory history(kArrivalOrder, {{"SETNX", "k", "a"}, {"SETNX", "k", "b"}});
  history.run(1, 0, integer_reply(1), 0, {{"k", Write{"a", {}}}});
  history.run(2, 1, integer_reply(1), 0, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k");
  history.arrive(2, 0, 0, "k");
  const LedgerEntry entry = booked(history, 1);
  CHECK(entry.ledger_class == LedgerClass::kDivergedOrder);
  CHECK(reason_of(history.history(), entry).cause == "did_nothing_there");
}

TEST_CASE("a write whose deadline has passed was not lost, also where a refresh came late") {
  const Write brief{"ada", engine::WallTime(engine::Duration(5))};
  HandHistory history(kArrivalOrder, {{"SET", "k", "ada", "PX", "5"}, {"SET", "k", "ada"}});
  history.run(1, 0, ok_reply(), 0, {{"k", brief}});
  history.arrive(1, 0, 1, "k", brief);
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"ada", {}}}});
  history.contents(0, "k", text_of("ada"));
  history.contents(1, "k", std::nullopt);
  CHECK(class_of(history, 1) == LedgerClass::kSuperseded);
  CHECK(class_of(history, 2) == LedgerClass::kDivergedMissing);

  HandHistory alone(kArrivalOrder, {{"SET", "k", "ada", "PX", "5"}});
  alone.run(1, 0, ok_reply(), 0, {{"k", brief}});
  alone.arrive(1, 0, 1, "k", brief);
  alone.contents(0, "k", std::nullopt);
  alone.contents(1, "k", std::nullopt);
  CHECK(class_of(alone, 1) == LedgerClass::kKept);
}

TEST_CASE("duplicated: applied twice while it was held") {
  HandHistory history(kArrivalOrder, {{"INCR", "n"}});
  history.run(1, 0, integer_reply(1), 0, {{"n", Increment{1}}});
  history.arrive(1, 0, 1, "n", Increment{1});
  history.arrive(1, 0, 1, "n", Increment{1});
  CHECK(class_of(history, 1) == LedgerClass::kDuplicated);
}

TEST_CASE("indeterminate_kept: refused where it was answered, taken elsewhere") {
  HandHistory history(kArrivalOrder, {{"SET", "k", "a"}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.fail(1, engine::output::Outcome::kFailed);
  history.contents(0, "k", std::nullopt);
  history.contents(1, "k", text_of("a"));
  CHECK(class_of(history, 1) == LedgerClass::kIndeterminateKept);
}

TEST_CASE("what is the same after a second time, or gone since, is not duplicated") {
  HandHistory history(kArrivalOrder, {{"SADD", "s", "x"}, {"INCR", "n"}});
  history.run(1, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s", Add{"x"});
  history.arrive(1, 0, 1, "s", Add{"x"});
  CHECK(class_of(history, 1) == LedgerClass::kKept);
  history.run(2, 0, integer_reply(1), 0, {{"n", Increment{1}}});
  history.arrive(2, 0, 1, "n", Increment{1});
  history.arrive(2, 0, 1, "n", Increment{1});
  history.crash(0);
  history.crash(1);
  CHECK(class_of(history, 2) == LedgerClass::kLostRepair);
}

TEST_CASE("resurrected: a removed member is shown although nobody added it again") {
  HandHistory history(kConflictFree, {{"SADD", "s", "x"}, {"SREM", "s", "x"}});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  history.arrive(2, 0, 1, "s");
  history.contents(1, "s", set_of({"x"}));
  CHECK(class_of(history, 2) == LedgerClass::kResurrected);
}

TEST_CASE("a removed member that a client had added again is not resurrected") {
  HandHistory history(kConflictFree, {{"SADD", "s", "x"}, {"SREM", "s", "x"}});
  history.disturb(ClientsRetry{});
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.run(2, 0, integer_reply(1), 20, {{"s", Remove{{"x"}}}});
  history.arrive(2, 0, 1, "s");
  history.run(1, 0, integer_reply(1), 30, {{"s", Add{"x"}}});
  history.contents(1, "s", set_of({"x"}));
  CHECK(class_of(history, 2) != LedgerClass::kResurrected);
}

TEST_CASE(
    "rejected and indeterminate operations count with the effects that their arguments name") {
  HandHistory history(kConflictFree,
                      {{"SADD", "s", "x", "y"}, {"SADD", "s", "z"}, {"SADD", "s", "w"}});
  history.fail(1, Outcome::kFailed);
  history.run(2, 0, integer_reply(1), 10, {{"s", Add{"z"}}});
  history.arrive(2, 0, 1, "s");
  history.fail(2, Outcome::kIndeterminate);
  history.fail(3, Outcome::kIndeterminate);
  CHECK(class_of(history, 1, 0) == LedgerClass::kRejected);
  CHECK(class_of(history, 1, 1) == LedgerClass::kRejected);
  CHECK(class_of(history, 2) == LedgerClass::kIndeterminateKept);
  CHECK(class_of(history, 3) == LedgerClass::kIndeterminateAbsent);
}

TEST_CASE("a late command overwrites a newer one at some replicas") {
  // The first write arrives at the second replica after the second write ran there and saw it not.
  HandHistory history(kArrivalOrder, {{"SET", "k", "old"}, {"SET", "k", "new"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"old", {}}}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"new", {}}}});
  history.arrive(2, 0, 1, "k", Write{"new", {}});
  history.arrive(1, 0, 1, "k", Write{"old", {}});
  CHECK(class_of(history, 2) == LedgerClass::kDivergedOrder);
}

}  // namespace
}  // namespace faultline::sim

// The ledger where each replica runs commands in the order in which they reach it: what refused,
// repaired, misplaced and repeated commands end as, and the word for why.
#include <catch2/catch.hpp>

#include "sim/history/ledger_fixture.h"

namespace faultline::sim {
namespace {

using engine::integer_reply;
using engine::ok_reply;
using engine::set::Add;
using engine::set::Assign;
using engine::set::Remove;
using engine::string::Write;

constexpr std::uint32_t kStray = 2;  // serves no key

struct Ending {
  LedgerClass ledger_class{};
  std::string cause;
  friend bool operator==(const Ending&, const Ending&) = default;
};

HandHistory by_arrival(std::vector<engine::Arguments> commands) {
  return HandHistory(engine::Arbitration::kArrivalOrder, std::move(commands));
}

// The cause only of what is lost.
Ending ending_of(HandHistory& history, std::uint64_t operation, std::uint32_t unit = 0) {
  const LedgerEntry entry = booked(history, operation, unit);
  return {entry.ledger_class, is_lost(entry.ledger_class)
                                  ? std::string(reason_of(history.history(), entry).cause)
                                  : std::string()};
}

void repair(HandHistory& history, std::uint64_t number, std::uint32_t at,
            const engine::Change& change) {
  engine::observation::Applied applied;
  applied.effect = {{engine::OperationId(number)}, 0};
  applied.key = "k";
  applied.how = engine::observation::How::kRepaired;
  applied.change = change;
  history.observe(at, applied);
}

TEST_CASE("an addition that a replica refused is not there, one of a member that was there is") {
  auto refused = by_arrival({{"SADD", "s", "x"}, {"SET", "s", "text"}});
  refused.run(1, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
  refused.run(2, 1, ok_reply(), 0, {{"s", Write{"text", {}}}});
  refused.arrive(1, 0, 1, "s");
  CHECK(ending_of(refused, 1) == Ending{LedgerClass::kDivergedOrder, "did_nothing_there"});

  auto there = by_arrival({{"SADD", "s", "x"}, {"SADD", "s", "x"}});
  there.run(1, 0, integer_reply(1), 0, {{"s", Add{"x"}}});
  there.run(2, 1, integer_reply(1), 0, {{"s", Add{"x"}}});
  there.arrive(1, 0, 1, "s");
  there.arrive(2, 0, 0, "s");
  CHECK(ending_of(there, 1) == Ending{LedgerClass::kKept, ""});
  CHECK(ending_of(there, 2) == Ending{LedgerClass::kKept, ""});
}

TEST_CASE("what ran out where it was held is lost only to those who show something else") {
  const Write brief{"a", engine::WallTime(engine::Duration(5))};
  const auto expired = [&](std::optional<engine::PlainKey> elsewhere) {
    auto history = by_arrival({{"SET", "k", "a", "PX", "5"}});
    history.run(1, 0, ok_reply(), 0, {{"k", brief}});
    history.contents(0, "k", std::nullopt);
    history.contents(1, "k", std::move(elsewhere));
    return ending_of(history, 1);
  };
  CHECK(expired(std::nullopt) == Ending{LedgerClass::kKept, ""});
  CHECK(expired(text_of("old")) == Ending{LedgerClass::kDivergedMissing, "dropped_on_the_way"});
}

TEST_CASE("a value that a read repair replaced is lost to the repair") {
  auto history = by_arrival({{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(2, 1, ok_reply(), 20, {{"k", Write{"b", {}}}});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k");
  repair(history, 2, 0, Write{"b", {}});
  CHECK(ending_of(history, 1) == Ending{LedgerClass::kLostRepair, "read_repair"});
}

TEST_CASE("a repair that writes an old value once more puts it in front again") {
  auto history = by_arrival({{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"b", {}}}});
  history.arrive(2, 0, 1, "k", Write{"b", {}});
  for (const std::uint32_t at : {0U, 1U}) repair(history, 1, at, Write{"a", {}});
  CHECK(ending_of(history, 1).ledger_class == LedgerClass::kKept);
  CHECK(ending_of(history, 2) == Ending{LedgerClass::kLostRepair, "read_repair"});
}

TEST_CASE("a removal of a key still holds where a repair takes one more element on its account") {
  auto history = by_arrival({{"SADD", "k", "x"}, {"DEL", "k"}, {"SADD", "k", "y"}});
  history.run(1, 0, integer_reply(1), 10, {{"k", Add{"x"}}});
  history.arrive(1, 0, 1, "k", Add{"x"});
  history.run(2, 0, integer_reply(1), 30, {{"k", engine::Delete{}}});
  history.arrive(2, 0, 1, "k", engine::Delete{});
  history.run(3, 1, integer_reply(1), 20, {{"k", Add{"y"}}});
  history.arrive(3, 0, 0, "k", Add{"y"});
  for (const std::uint32_t at : {0U, 1U}) repair(history, 2, at, Remove{{"y"}});
  CHECK(ending_of(history, 1).ledger_class == LedgerClass::kSuperseded);
  CHECK(ending_of(history, 3).ledger_class == LedgerClass::kLostRepair);
}

TEST_CASE("a removal that found nothing takes by a repair what came later with an older stamp") {
  auto history = by_arrival({{"SADD", "k", "y"}, {"DEL", "k"}});
  history.stamp_commands();
  history.run(2, 0, integer_reply(0), 30, {{"k", std::nullopt}});
  history.arrive(2, 0, 1, "k");
  history.run(1, 1, integer_reply(1), 20, {{"k", Add{"y"}}});
  history.arrive(1, 0, 0, "k", Add{"y"});
  for (const std::uint32_t at : {0U, 1U}) repair(history, 2, at, Remove{{"y"}});
  CHECK(ending_of(history, 1).ledger_class == LedgerClass::kLostRepair);
}

TEST_CASE("a command that runs again comes after what ran in between") {
  auto history = by_arrival({{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"b", {}}}});
  history.arrive(2, 0, 1, "k", Write{"b", {}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  CHECK(ending_of(history, 2) == Ending{LedgerClass::kDivergedOrder, "ran_several_times"});
}

TEST_CASE("what comes again after a crash counts by what it does then") {
  auto history = by_arrival({{"SADD", "s", "x"}, {"DEL", "s"}});
  history.stamp_commands();
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s", Add{"x"});
  history.crash(1);
  history.run(2, 0, integer_reply(1), 20, {{"s", engine::Delete{}}});
  history.arrive(2, 0, 1, "s");
  history.arrive(1, 0, 1, "s");  // refused by the removal's stamp
  CHECK(ending_of(history, 1) == Ending{LedgerClass::kSuperseded, ""});
}

TEST_CASE("what ran only where its key does not live is lost, and misplaced") {
  auto history = by_arrival({{"SMOVE", "a", "b", "x"}});
  history.run(1, 0, integer_reply(1), 0, {{"a", Remove{{"x"}}}});
  history.arrive(1, 1, kStray, "b", Add{"x"});
  CHECK(ending_of(history, 1, 1) == Ending{LedgerClass::kNeverReplicated, "misplaced"});
}

TEST_CASE("what an engine takes for a read is missing elsewhere by that, not by a fault") {
  auto history = by_arrival({{"SUNIONSTORE", "d", "a"}});
  history.replicate_nothing();
  history.run(1, 0, integer_reply(1), 0, {{"d", Assign{{"x"}, {}}}});
  CHECK(ending_of(history, 1) == Ending{LedgerClass::kDivergedMissing, "taken_for_a_read"});
}

TEST_CASE("a text that came to another result elsewhere is lost by that") {
  auto history = by_arrival({{"SADD", "s", "x", "y"}, {"SPOP", "s"}});
  history.run(1, 0, integer_reply(2), 0, {{"s", Add{"x"}}, {"s", Add{"y"}}});
  history.arrive(1, 0, 1, "s", Add{"x"});
  history.arrive(1, 1, 1, "s", Add{"y"});
  history.run(2, 0, engine::bulk_reply("x"), 0, {{"s", Remove{{"x"}}}});
  history.arrive(2, 0, 1, "s", Remove{{"y"}});
  CHECK(ending_of(history, 1, 1) == Ending{LedgerClass::kDivergedOrder, "own_result"});
}

TEST_CASE("a command that found a later stamp at some replica is told apart from a taken key") {
  auto history = by_arrival({{"SADD", "s", "x"}});
  history.stamp_commands();
  history.run(1, 0, integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  CHECK(ending_of(history, 1) == Ending{LedgerClass::kDivergedOrder, "older_stamp"});
}

TEST_CASE("under stamps a loser is told of the later stamp, not of the order of arrival") {
  auto history = by_arrival({{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.stamp_commands();
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 20, {{"k", Write{"b", {}}}});
  history.arrive(2, 0, 0, "k", Write{"b", {}});
  history.arrive(1, 0, 1, "k");
  history.history().close(engine::Instant());
  const LedgerEntry lost = make_ledger(history.history()).front();
  CHECK(lost.ledger_class == LedgerClass::kLostConcurrent);
  CHECK(reason_of(history.history(), lost).rule.name ==
        "the latest stamp of a coordinator's clock wins");
}

TEST_CASE("a write between two removals stays where the second left the first one's stamp") {
  auto history = by_arrival({{"SET", "k", "a"}, {"DEL", "k"}, {"DEL", "k"}});
  history.stamp_commands();
  history.run(2, 1, integer_reply(1), 5, {{"k", engine::Delete{}}});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.run(3, 0, integer_reply(1), 20, {{"k", engine::Delete{}}});
  history.arrive(3, 0, 1, "k");
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  CHECK(ending_of(history, 1) == Ending{LedgerClass::kDivergedOrder, "stamp_not_raised"});
}

TEST_CASE("a repair does not hide that the command ran twice later") {
  auto history = by_arrival({{"INCR", "n"}});
  history.run(1, 0, integer_reply(1), 0, {{"n", engine::string::Increment{1}}});
  engine::observation::Applied repaired;
  repaired.effect = {{engine::OperationId(1)}, 0};
  repaired.key = "n";
  repaired.how = engine::observation::How::kRepaired;
  repaired.change = engine::string::Increment{1};
  history.observe(1, repaired);
  history.arrive(1, 0, 1, "n", engine::string::Increment{1});
  CHECK(ending_of(history, 1) == Ending{LedgerClass::kDuplicated, ""});
}

}  // namespace
}  // namespace faultline::sim

// What a reader is told of a lost update.
#include "sim/story/lost_update.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::DatacenterId;
using engine::HostId;
using engine::integer_reply;
using engine::ok_reply;
using engine::string::Write;

std::string story_of(HandHistory& history, OperationIndex operation) {
  history.history().close(engine::Instant());
  for (const LedgerEntry& entry : make_ledger(history.history()))
    if (entry.operation == operation && is_lost(entry.ledger_class))
      return tell(history.history(), entry).text;
  FAIL("nothing of the operation is lost");
  return {};
}

TEST_CASE("a story says where a write ran, where it arrived, and where it is shown") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "old"}, {"SET", "k", "new"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"old", {}}}});
  history.arrive(1, 0, 1, "k", Write{"old", {}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"new", {}}}});
  CHECK_THAT(story_of(history, 0),
             Catch::Contains("The lost one ran at eu/replica and arrived at us/replica.") &&
                 Catch::Contains("shown at us/replica and overwritten at eu/replica"));
  CHECK_THAT(story_of(history, 1),
             Catch::Contains("It ran at eu/replica. It never came to us/replica."));
}

TEST_CASE("a story says where a write did nothing") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SETNX", "k", "a"}, {"SETNX", "k", "b"}});
  history.run(1, 0, integer_reply(1), 0, {{"k", Write{"a", {}}}});
  history.run(2, 1, integer_reply(1), 0, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k");
  history.arrive(2, 0, 0, "k");
  CHECK_THAT(story_of(history, 0),
             Catch::Contains("shown at eu/replica; it did nothing at us/replica."));
}

// "old" waits for the end of `fault` and arrives after "new" did.
std::string story_of_late_write(const Disturbance& fault) {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "old"}, {"SET", "k", "new"}});
  const DisturbanceId disturbance = history.disturb(fault);
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"old", {}}}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"new", {}}}});
  history.arrive(2, 0, 1, "k", Write{"new", {}});
  history.undo(disturbance);
  history.arrive(1, 0, 1, "k", Write{"old", {}});
  return story_of(history, 1);
}

TEST_CASE("a story names the fault that a late write waited for") {
  CHECK_THAT(story_of_late_write(Paused{HostId(1), ""}),
             Catch::Contains("The other one arrived at us/replica only") &&
                 Catch::Contains("after it had run: us/a/0 was paused from"));
  CHECK_THAT(story_of_late_write(Down{HostId(0), "redis", DiskFate::kAll}),
             Catch::Contains("the redis of eu/a/0 was down from"));
  CHECK_THAT(story_of_late_write(Cut{{HostId(0)}, {HostId(1)}, PartitionMode::kJammed, {}, {}}),
             Catch::Contains("the way from eu/a/0 to us/a/0 was jammed from"));
  CHECK_THAT(story_of_late_write(LinkFault{DatacenterId(0), DatacenterId(1), true, {}, {}}),
             Catch::Contains("the link from eu to us was down from"));
  CHECK_THAT(story_of_late_write(ClockChange{HostId(1), engine::Duration(5), {}, {}}),
             !Catch::Contains("only"));
}

TEST_CASE("a story names a cut that had ended before the connections were back") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "v"}});
  history.undo(history.disturb(Cut{{HostId(0)}, {HostId(1)}, PartitionMode::kRefused, {}, {}}));
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"v", {}}}});
  CHECK_THAT(story_of(history, 0),
             Catch::Contains("never came to us/replica: the way from eu/a/0"));
}

TEST_CASE("a story names the fault that stopped a write, not one that was over or far away") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "v"}});
  history.undo(history.disturb(Paused{HostId(0), ""}));  // over
  history.disturb(Paused{HostId(7), ""});                // of a client
  history.disturb(Cut{{HostId(0)}, {HostId(1)}, PartitionMode::kRefused, {}, {}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"v", {}}}});
  CHECK_THAT(
      story_of(history, 0),
      Catch::Contains("It never came to us/replica: the way from eu/a/0 to us/a/0 was cut") &&
          !Catch::Contains("paused"));
}

TEST_CASE("of two faults at once a story names the one that hit an end of the way") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "v"}});
  history.disturb(FullDisk{HostId(0)});  // not where the write should have come to
  history.disturb(FullDisk{HostId(1)});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"v", {}}}});
  CHECK_THAT(story_of(history, 0),
             Catch::Contains("never came to us/replica: the disk of us/a/0 was full from"));
}

TEST_CASE("a story names a process that had ended by itself where no fault explains the gap") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "v"}});
  history.history().exited(engine::ProcessId(2), engine::Instant());
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"v", {}}}});
  CHECK_THAT(story_of(history, 0),
             Catch::Contains("never came to us/replica: us/stray had ended by itself at 0 s."));
}

TEST_CASE("a story blames no fault for what the engine never sends") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SUNIONSTORE", "d", "s"}});
  history.replicate_nothing();
  history.disturb(Cut{{HostId(0)}, {HostId(1)}, PartitionMode::kRefused, {}, {}});
  history.run(1, 0, integer_reply(1), 0, {{"d", engine::set::Assign{{"x"}, {}}}});
  CHECK_THAT(story_of(history, 0), Catch::Contains("It never came to us/replica.") &&
                                       Catch::Contains("Had the parser known it for a write"));
}

TEST_CASE("a story tells coordinators' stamps, and whether right clocks had helped") {
  const auto story_with = [](std::int64_t first, std::int64_t second) {
    HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "b"}});
    history.stamp_commands();
    history.run(1, 1, ok_reply(), first, {{"k", Write{"a", {}}}});
    history.run(2, 0, ok_reply(), second, {{"k", Write{"b", {}}}});
    history.arrive(1, 0, 0, "k", Write{"a", {}});
    history.arrive(2, 0, 1, "k");
    return story_of(history, 1);
  };
  CHECK_THAT(story_with(20'000'000, 10'000'000),
             Catch::Contains("Stamps of the coordinators: 0.01 s against 0.02 s.") &&
                 Catch::Contains("the latest stamp of a coordinator's clock wins") &&
                 Catch::Contains("Only a rule that merges both"));
}

}  // namespace
}  // namespace faultline::sim

// The diagram of a key, from histories written by hand.
#include "reports/story/key_diagram.h"

#include <catch2/catch.hpp>

#include "reports/story/fault_bands.h"
#include "sim/checkers/hand_history_fixture.h"

namespace faultline::reports {

namespace {

using engine::Arbitration;
using engine::HostId;
using engine::Instant;
using engine::ok_reply;
using engine::string::Write;
using sim::HandHistory;

SpaceTime diagram_of(HandHistory& history, const std::map<sim::OperationIndex, bool>& drawn) {
  history.history().close(Instant());
  return key_diagram(KeyAtEnd(history.history(), *history.history().find_key("k")), "k", drawn);
}

// "us: ◆ 1", in order of time; clients have no place.
std::vector<std::string> events_of(const SpaceTime& diagram) {
  std::vector<std::string> texts;
  for (const SpaceTime::Event& each : diagram.events)
    texts.push_back((each.line ? diagram.lines[*each.line].datacenter : "client") + ": " +
                    event_text(diagram, each));
  return texts;
}

sim::Cut cut(std::uint32_t from, std::uint32_t to) {
  return {{HostId(from)}, {HostId(to)}, sim::PartitionMode::kRefused, {}, {}};
}

}  // namespace

TEST_CASE("a diagram tells where writes ran, whose place they took, and where one never came") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.run(2, 0, ok_reply(), 0, {{"k", Write{"b", {}}}});
  const SpaceTime diagram = diagram_of(history, {{0, false}, {1, true}});
  CHECK(diagram.operations[0].command == "SET · a");
  CHECK_FALSE(diagram.operations[0].lost);
  CHECK(diagram.operations[1].lost);
  CHECK(events_of(diagram) == std::vector<std::string>{"client: ▸ 1", "client: ▸ 2", "eu: ● 1",
                                                       "us: ◆ 1", "eu: ● 2 over 1", "us: × 2"});
  std::vector<std::pair<std::size_t, std::size_t>> arrows;
  for (const SpaceTime::Arrow& each : diagram.arrows) arrows.emplace_back(each.from, each.to);
  CHECK(arrows == std::vector<std::pair<std::size_t, std::size_t>>{{0, 2}, {2, 3}, {1, 4}, {4, 5}});
}

TEST_CASE("an operation that ran nowhere sends nothing") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.fail(2, engine::output::Outcome::kFailed);
  const SpaceTime diagram = diagram_of(history, {{1, false}});
  CHECK(events_of(diagram) == std::vector<std::string>{"client: ▸ 2", "client: ◂ 2 (nil)"});
  CHECK(diagram.arrows.empty());
}

TEST_CASE("a write that comes where a later one is shown already loses to it") {
  HandHistory history(Arbitration::kConflictFree, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, ok_reply(), 10, {{"k", Write{"a", {}}}});
  history.run(2, 1, ok_reply(), 20, {{"k", Write{"b", {}}}});
  history.arrive(1, 0, 1, "k");
  history.arrive(2, 0, 0, "k");
  const std::vector<std::string> events = events_of(diagram_of(history, {{0, true}, {1, false}}));
  CHECK(events[4] == "us: ◆ 1 under 2");
  CHECK(events[5] == "eu: ◆ 2 over 1");
}

TEST_CASE("a diagram says how wrong the clock was where a write ran") {
  HandHistory history(Arbitration::kLastWriteWins, {{"SET", "k", "a"}});
  namespace observation = engine::observation;
  const sim::History::Where where{
      engine::ProcessId(0), Instant(), {}, std::chrono::seconds(-2), {}};
  history.history().observed(where, observation::Executed{engine::OperationId(1), ok_reply(), {}});
  observation::Applied applied;
  applied.effect = {{engine::OperationId(1)}, 0};
  applied.key = "k";
  applied.change = Write{"a", {}};
  history.history().observed(where, applied);
  CHECK(events_of(diagram_of(history, {{0, false}}))[1] == "eu: ● 1 clock -2 s");
}

TEST_CASE("a crash says what the replica lost by it, and a restart comes before what it restores") {
  HandHistory history(Arbitration::kConflictFree, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.arrive(1, 0, 1, "k");
  history.crash(1);
  const sim::DisturbanceId down = history.disturb(sim::Down{HostId(1), "", {}});
  history.undo(down);
  history.arrive(1, 0, 1, "k");
  const SpaceTime diagram = diagram_of(history, {{0, false}});
  CHECK(events_of(diagram) == std::vector<std::string>{"client: ▸ 1", "eu: ● 1", "us: ◆ 1",
                                                       "us: v loses 1", "us: ^", "us: + 1"});
  REQUIRE(diagram.bands.size() == 1);
  CHECK(diagram.bands[0].label == "down");
  CHECK(diagram.bands[0].line == 1);
}

TEST_CASE("the two directions of a cut are one band, and what flaps is one") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  std::uint32_t id = 0;
  const auto disturb = [&](const sim::Disturbance& what, int from, int to) {
    history.history().disturbed(sim::DisturbanceId(++id), what, Instant(engine::Duration(from)));
    history.history().undone(sim::DisturbanceId(id), Instant(engine::Duration(to)));
  };
  disturb(cut(0, 1), 1, 9);
  disturb(cut(1, 0), 1, 9);
  disturb(sim::Paused{HostId(1), ""}, 2, 3);  // told at the line of its replica
  disturb(sim::Slow{HostId(0), {}}, 3, 6);
  disturb(sim::Slow{HostId(0), {}}, 4, 8);
  for (int i = 0; i < 4; ++i) disturb(cut(1, 0), 10 + 2 * i, 11 + 2 * i);
  disturb(cut(1, 0), 90, 91);  // after all that is drawn
  history.history().close(Instant());
  const KeyAtEnd at(history.history(), *history.history().find_key("k"));
  const std::vector<SpaceTime::Band> bands = fault_bands(at, 0, 50);
  REQUIRE(bands.size() == 3);
  CHECK(bands[0].label == "cut: eu/a/0 ↔ us/a/0");
  CHECK(bands[1].label == "slow: eu/a/0");
  CHECK(bands[1].to_ns == 8);
  CHECK(bands[2].label == "cut: us/a/0 → eu/a/0, 4 times within");
  CHECK(bands[2].to_ns == 17);
}

TEST_CASE("two crashes of one machine at once are one time without it") {
  HandHistory history(Arbitration::kArrivalOrder, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  const auto first = history.disturb(sim::Down{HostId(1), "", {}});
  const auto second = history.disturb(sim::Down{HostId(1), "", {}});
  history.undo(first);
  history.undo(second);
  history.arrive(1, 0, 1, "k", Write{"a", {}});
  CHECK(events_of(diagram_of(history, {{0, false}})) ==
        std::vector<std::string>{"client: ▸ 1", "eu: ● 1", "us: v", "us: ^", "us: ◆ 1"});
}

TEST_CASE("who takes over a replica is told at its line, and ends its time down") {
  HandHistory history(Arbitration::kConflictFree, {{"SET", "k", "a"}});
  history.run(1, 0, ok_reply(), 0, {{"k", Write{"a", {}}}});
  history.crash(0);
  const auto down = history.disturb(sim::Down{HostId(0), "", {}});
  history.observe(HandHistory::kStandby, engine::observation::TookOver{0, 16383});
  history.undo(down);
  history.arrive(1, 0, 1, "k");
  const SpaceTime diagram = diagram_of(history, {{0, false}});
  CHECK(events_of(diagram) == std::vector<std::string>{"client: ▸ 1", "eu: ● 1", "eu: v loses 1",
                                                       "eu: * standby", "us: ◆ 1"});
  REQUIRE(diagram.bands.size() == 1);
  CHECK(diagram.bands[0].to_ns == diagram.events[3].at_ns);
}

}  // namespace faultline::reports

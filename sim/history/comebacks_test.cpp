// What is worked out with clocks and from the newest addition back is what the definition says:
// hb as the closure of what effects saw, and every addition held against every removal that came.

#include "sim/history/comebacks.h"

#include <rapidcheck.h>

#include <array>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Change;

const Element kX = {"set", "x"};

// A command of a client at a replica, or what happens between commands.
struct RandomStep {
  std::uint32_t kind = 0;
  std::uint32_t client = 0;
  std::uint32_t replica = 0;
  std::uint32_t earlier = 0;  // which of the effects so far arrives
};

struct Deed {
  engine::Arguments command;
  std::optional<Change> change;
};
const std::array<Deed, 4> kDeeds = {Deed{{"SADD", "s", "x"}, engine::set::Add{"x"}},
                                    Deed{{"SREM", "s", "x"}, engine::set::Remove{{"x"}}},
                                    Deed{{"DEL", "s"}, engine::Delete{}},
                                    Deed{{"SET", "note", "y"}, engine::string::Write{"y", {}}}};
constexpr std::uint32_t kArrives = kDeeds.size();  // more often than all else
constexpr std::uint32_t kCrashes = 2 * kDeeds.size();

HandHistory play(const std::vector<RandomStep>& steps, std::vector<Position>& looks) {
  std::vector<engine::Arguments> commands;
  std::vector<std::uint32_t> clients;
  for (const RandomStep& step : steps)
    if (step.kind < kArrives) {
      commands.push_back(kDeeds[step.kind].command);
      clients.push_back(step.client);
    }
  commands.push_back({"PING"});  // a load is never empty
  clients.push_back(0);
  HandHistory history(engine::Arbitration::kConflictFree, commands, clients,
                      HandHistory::Asked::kInTurn);
  std::uint64_t number = 0;
  for (const RandomStep& step : steps) {
    if (step.kind < kArrives) {
      const Deed& deed = kDeeds[step.kind];
      history.run(++number, step.replica, engine::ok_reply(), 1, {{deed.command[1], deed.change}});
    } else if (step.kind < kCrashes && number > 0) {
      const std::uint64_t which = 1 + step.earlier % number;
      history.arrive(which, 0, step.replica, commands[which - 1][1]);
    } else if (step.kind >= kCrashes) {
      history.crash(step.replica);
    }
    looks.push_back(history.history().position() + 1);
  }
  history.history().close(engine::Instant());
  return history;
}

using Relation = std::vector<std::vector<bool>>;

Relation closure_of_saw(const History& history) {
  const std::size_t count = history.effects().size();
  Relation before(count, std::vector<bool>(count));
  for (EffectIndex u = 0; u < count; ++u)
    for (EffectIndex v = 0; v < count; ++v) before[u][v] = u != v && history.saw(v, u);
  for (std::size_t by = 0; by < count; ++by)
    for (std::size_t u = 0; u < count; ++u)
      for (std::size_t v = 0; v < count; ++v)
        if (before[u][by] && before[by][v]) before[u][v] = true;
  return before;
}

bool came_back_by_definition(const History& history, const Relation& before, KeyIndex key,
                             LocalReplica replica, Position at) {
  bool held = false;
  for (const EffectIndex u : history.keys()[key].effects) {
    const EffectEntry& addition = history.effects()[u];
    if (!std::holds_alternative<engine::set::Add>(*addition.change) ||
        !addition.holdings[replica].held_at(at))
      continue;
    held = true;
    bool removed = false;
    for (const EffectIndex v : history.keys()[key].effects) {
      const EffectEntry& removal = history.effects()[v];
      const auto intervals = removal.holdings[replica].intervals();
      removed |= !engine::leaves_a_trace(*removal.change) && !intervals.empty() &&
                 intervals.front().from < at && before[u][v];
    }
    if (!removed) return false;
  }
  return held;
}

const auto kRandomSteps = rc::gen::container<std::vector<RandomStep>>(rc::gen::build<RandomStep>(
    rc::gen::set(&RandomStep::kind, rc::gen::inRange<std::uint32_t>(0, kCrashes + 1)),
    rc::gen::set(&RandomStep::client, rc::gen::inRange<std::uint32_t>(0, 3)),
    rc::gen::set(&RandomStep::replica, rc::gen::inRange<std::uint32_t>(0, 2)),
    rc::gen::set(&RandomStep::earlier, rc::gen::inRange<std::uint32_t>(0, 1000))));

TEST_CASE("clocks say of two effects what the closure of what effects saw says") {
  CHECK(rc::check([] {
    std::vector<Position> looks;
    const HandHistory hand = play(*kRandomSteps, looks);
    const History& history = hand.history();
    const Relation before = closure_of_saw(history);
    const HappenedBefore clocks(history);
    for (EffectIndex u = 0; u < before.size(); ++u)
      for (EffectIndex v = 0; v < before.size(); ++v)
        if (u != v) RC_ASSERT(clocks.before(u, v) == before[u][v]);
  }));
}

TEST_CASE("what came back is found as by the definition, at every moment") {
  CHECK(rc::check([] {
    std::vector<Position> looks;
    const HandHistory hand = play(*kRandomSteps, looks);
    const History& history = hand.history();
    const KeyEntry* set = history.find_key("s");
    if (set == nullptr) return;
    const KeyIndex key = history.index_of(*set);
    const Relation before = closure_of_saw(history);
    Comebacks comebacks(history);
    for (const Position at : looks)
      for (const LocalReplica replica : {0U, 1U})
        RC_ASSERT(comebacks.look(key, replica, kX, at).has_value() ==
                  came_back_by_definition(history, before, key, replica, at));
  }));
}

TEST_CASE("an addition that changed nothing is not named where another had put the element") {
  HandHistory hand(engine::Arbitration::kLastWriteWins,
                   {{"SADD", "s", "x"}, {"SADD", "s", "x"}, {"SREM", "s", "x"}});
  hand.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  hand.run(2, 0, engine::integer_reply(0), 20, {{"s", engine::set::Add{"x"}}});
  hand.run(3, 0, engine::integer_reply(1), 30, {{"s", engine::set::Remove{{"x"}}}});
  hand.arrive(1, 0, 1, "s", engine::set::Add{"x"});
  hand.arrive(2, 0, 1, "s");
  hand.arrive(3, 0, 1, "s");
  hand.history().close(engine::Instant());
  const History& history = hand.history();
  Comebacks comebacks(history);
  const KeyIndex key = history.index_of(*history.find_key("s"));
  const auto comeback = comebacks.look(key, 1, kX, history.position() + 1);
  REQUIRE(comeback.has_value());
  CHECK(comeback->addition == history.operation(0).effects[0]);
}

}  // namespace
}  // namespace faultline::sim

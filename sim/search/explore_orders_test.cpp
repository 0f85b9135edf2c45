#include "sim/search/explore_orders.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <map>

#include "sim/search/order_plan_fixture.h"

namespace faultline::sim {
namespace {

using Lines = std::vector<std::string>;

const std::vector<Asked> kTwoSets = {{'a', "SET k x", 1}, {'b', "SET k y", 2}};

// Every order, one after the other: how many lead to what.
void try_all(const OrderPlan& plan, LocalStates& locals, const OrderState& state,
             std::map<Lines, OrderCount>& counts) {
  Order choices;
  state.list_choices(plan, choices);
  const bool ends = std::all_of(choices.begin(), choices.end(), [](const OrderChoice& choice) {
    return choice.kind == OrderChoice::Kind::kRepeat;
  });
  if (ends) {
    Lines shown;
    for (std::uint32_t i = 0; i < plan.datacenters.size(); ++i)
      shown.push_back(locals.text(locals.shown(state.local(i))));
    ++counts[shown];
  }
  for (const OrderChoice& choice : choices)
    try_all(plan, locals, state.after(plan, locals, choice), counts);
}

std::map<Lines, OrderCount> counts_of(const Exploration& exploration) {
  std::map<Lines, OrderCount> counts;
  for (const OrderOutcome& each : exploration.outcomes) counts[each.shown] = each.orders;
  return counts;
}

std::map<Lines, std::size_t> lengths_of(const Exploration& exploration) {
  std::map<Lines, std::size_t> lengths;
  for (const OrderOutcome& each : exploration.outcomes) lengths[each.shown] = each.shortest.size();
  return lengths;
}

// What the reduction must leave as it is: what comes, in how many orders, and how soon it is sure.
struct Answer {
  std::map<Lines, OrderCount> counts;
  std::map<Lines, std::size_t> lengths;
  friend bool operator==(const Answer&, const Answer&) = default;
};

Answer answer_of(const Exploration& exploration) {
  return {counts_of(exploration), lengths_of(exploration)};
}

// Nothing else can come after these steps, or all has ended with them.
bool is_sure(const OrderPlan& plan, const OrderOutcome& outcome) {
  const Exploration rest = explore_orders_after(plan, outcome.shortest);
  if (rest.outcomes.size() == 1) return rest.outcomes.front().shown == outcome.shown;
  return plan.repeats && shown_after(plan, outcome.shortest) == outcome.shown;
}

OrderPlan drawn_plan(std::size_t most, std::uint32_t datacenters_most) {
  static const std::vector<std::string> kCommands = {
      "SET k x",       "SET k y",    "INCR k",       "DEL k",         "APPEND k z",
      "SADD s m",      "SADD s n",   "SREM s m",     "SREM s n",      "DEL s",
      "HSET h f 1",    "HSET h f 2", "HDEL h f",     "HINCRBY h f 3", "ZADD z 1 m",
      "ZINCRBY z 2 m", "ZREM z m",   "EXPIRE s 100", "GETSET k v",    "SPOP s"};
  static const MakeLoneReplica kEngines[] = {lone_add_wins, lone_whole_key, lone_by_arrival,
                                             lone_by_stamp};
  const auto datacenters = *rc::gen::inRange<std::uint32_t>(2, datacenters_most + 1);
  const auto size = *rc::gen::inRange<std::size_t>(1, most + 1);
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < size; ++i)
    asked.push_back({static_cast<char>('a' + *rc::gen::inRange<std::uint32_t>(0, datacenters)),
                     *rc::gen::elementOf(kCommands), *rc::gen::inRange(1, 4)});
  const auto engine = *rc::gen::inRange<std::size_t>(0, 4);
  OrderPlan plan = small_order_plan(kEngines[engine], asked, datacenters);
  const bool drops_unsent = engine >= 2;
  if (drops_unsent && *rc::gen::inRange(0, 3) == 0) plan.cut = {{0, 1}, {1, 0}};
  if (drops_unsent && *rc::gen::inRange(0, 3) == 0)
    plan.crash = {*rc::gen::inRange<std::uint32_t>(0, datacenters), *rc::gen::arbitrary<bool>()};
  return plan;
}

TEST_CASE("two concurrent writes end as each engine's rule has it") {
  // One of six orders has each write see the other before it is made, either way round.
  CHECK(outcome_lines(small_order_plan(lone_whole_key, kTwoSets)) == Lines{"6: k = y"});
  CHECK(outcome_lines(small_order_plan(lone_add_wins, kTwoSets)) == Lines{"5: k = y", "1: k = x"});
  CHECK(outcome_lines(small_order_plan(lone_by_arrival, kTwoSets)) ==
        Lines{"4: diverged: a: k = y; b: k = x", "1: k = x", "1: k = y"});
  CHECK(outcome_lines(small_order_plan(lone_by_stamp, kTwoSets)) == Lines{"6: k = y"});
}

TEST_CASE("equal stamps are a tie that arrival decides, and each side may decide another way") {
  const std::vector<Asked> tie = {{'a', "SET k x", 1}, {'b', "SET k y", 1}};
  CHECK(outcome_lines(small_order_plan(lone_by_stamp, tie)).front() ==
        "4: diverged: a: k = y; b: k = x");
  CHECK(outcome_lines(small_order_plan(lone_whole_key, tie)) == Lines{"6: k = x"});
}

TEST_CASE("steps of a counter add up in every order, but not where the whole key is one value") {
  const std::vector<Asked> steps = {{'a', "INCR k", 1}, {'b', "INCR k", 2}};
  CHECK(outcome_lines(small_order_plan(lone_add_wins, steps)) == Lines{"6: k = 2"});
  CHECK(outcome_lines(small_order_plan(lone_by_arrival, steps)) == Lines{"6: k = 2"});
  // The later stamp has seen the earlier step in the order a, a->b, b, b->a alone.
  CHECK(outcome_lines(small_order_plan(lone_whole_key, steps)) == Lines{"5: k = 1", "1: k = 2"});
}

TEST_CASE("the shortest beginning says what an outcome hangs on") {
  const OrderPlan plan = small_order_plan(lone_by_arrival, kTwoSets);
  const Exploration exploration = explore_orders(plan);
  REQUIRE(exploration.outcomes.size() == 3);
  CHECK(order_text(plan, exploration.outcomes[0].shortest) == "client-a client-b");
  CHECK(order_text(plan, exploration.outcomes[1].shortest) == "client-b b->a");
  CHECK(order_text(plan, exploration.outcomes[2].shortest) == "client-a a->b");
  CHECK(explore_orders(small_order_plan(lone_whole_key, kTwoSets)).outcomes[0].shortest.empty());
}

TEST_CASE("what arrives twice changes nothing for conflict-free replicas") {
  OrderPlan plan = small_order_plan(
      lone_add_wins, {{'a', "SADD s m"}, {'b', "SREM s m"}, {'a', "INCR k"}, {'b', "INCR k"}});
  const Exploration once = explore_orders(plan);
  plan.repeats = true;
  const Exploration twice = explore_orders(plan);
  CHECK(lengths_of(once).size() == 2);
  REQUIRE(twice.outcomes.size() == once.outcomes.size());
  CHECK(twice.orders > once.orders);
  for (const auto& [shown, count] : counts_of(once)) CHECK(counts_of(twice).contains(shown));
}

TEST_CASE("a command that arrives twice runs twice where command text is all that travels") {
  OrderPlan plan = small_order_plan(lone_by_arrival, {{'a', "INCR k"}});
  CHECK(outcome_lines(plan) == Lines{"1: k = 1"});
  plan.repeats = true;
  CHECK(outcome_lines(plan) == Lines{"1: k = 1", "1: diverged: a: k = 1; b: k = 2"});
}

TEST_CASE("what is sent over a cut, or on its way when it begins, never arrives") {
  OrderPlan plan = small_order_plan(lone_by_arrival, {{'a', "SADD s m"}});
  plan.cut = {{0, 1}, {1, 0}};
  // cut, heal, a, a->b; a, a->b, cut, heal; cut, a, heal; a, cut, heal: two keep it.
  CHECK(outcome_lines(plan) == Lines{"2: diverged: a: s = {m}; b: nothing", "2: s = {m}"});
}

TEST_CASE("a crash takes what is on its way, and what is sent to the one that is down") {
  OrderPlan plan = small_order_plan(lone_by_arrival, {{'a', "SADD s m"}});
  plan.crash = {1, false};
  // crash, restart, a, a->b; a, a->b, crash, restart; crash, a, restart; a, crash, restart: as a
  // cut.
  CHECK(outcome_lines(plan) == Lines{"2: diverged: a: s = {m}; b: nothing", "2: s = {m}"});
  // Its own client waits until it is back, so that what it holds is lost only on its way out.
  plan.crash = {0, false};
  CHECK(outcome_lines(plan) == Lines{"2: s = {m}", "1: diverged: a: s = {m}; b: nothing"});
}

TEST_CASE("one that comes back with nothing lacks what it held, and others keep what it had sent") {
  OrderPlan plan = small_order_plan(lone_by_arrival, {{'a', "SADD s m"}});
  plan.crash = {0, true};
  CHECK(outcome_lines(plan) ==
        Lines{"1: nothing", "1: diverged: a: nothing; b: s = {m}", "1: s = {m}"});
  const Exploration exploration = explore_orders(plan);
  CHECK(order_text(plan, exploration.outcomes[0].shortest) == "client-a crash");
  CHECK(order_text(plan, exploration.outcomes[1].shortest) == "client-a a->b");
  CHECK(order_text(plan, exploration.outcomes[2].shortest) == "crash");
}

TEST_CASE("a search that stops early says so and tells what it has found") {
  const OrderPlan plan = small_order_plan(
      lone_by_arrival, {{'a', "SET k x"}, {'b', "SET k y"}, {'a', "SET k z"}, {'b', "SET k w"}});
  OrderOptions few;
  few.states_max = 20;
  const Exploration stopped = explore_orders(plan, few);
  CHECK_FALSE(stopped.complete);
  CHECK(explore_orders(plan).complete);
  CHECK(stopped.outcomes.size() < explore_orders(plan).outcomes.size());
  OrderOptions unwanted;
  unwanted.go_on = [] { return false; };
  CHECK_FALSE(explore_orders(plan, unwanted).complete);
}

TEST_CASE("outcomes and numbers of orders are those that trying every order finds") {
  CHECK(rc::check([] {
    OrderPlan plan = drawn_plan(3, 2);
    plan.repeats = *rc::gen::inRange(0, 3) == 0 && plan.cut.empty();
    LocalStates locals(plan);
    std::map<Lines, OrderCount> counts;
    try_all(plan, locals, OrderState(plan, locals), counts);
    RC_ASSERT(counts_of(explore_orders(plan)) == counts);
  }));
}

TEST_CASE("the reduction changes nothing where three sides write one key, with a cut and a crash") {
  OrderPlan plan = small_order_plan(
      lone_by_arrival, {{'a', "SET k x"}, {'b', "SET k y"}, {'c', "SET k z"}, {'b', "SET k w"}}, 3);
  OrderOptions full;
  full.reduced = false;
  CHECK(answer_of(explore_orders(plan)) == answer_of(explore_orders(plan, full)));
  plan.cut = {{0, 1}, {1, 0}};
  CHECK(answer_of(explore_orders(plan)) == answer_of(explore_orders(plan, full)));
  plan.crash = {1, true};
  CHECK(answer_of(explore_orders(plan)) == answer_of(explore_orders(plan, full)));
  CHECK(explore_orders(plan).states < explore_orders(plan, full).states);
}

TEST_CASE("the reduction changes no outcome, no number of orders and no shortest length") {
  CHECK(rc::check([] {
    OrderPlan plan = drawn_plan(5, 3);
    plan.repeats = *rc::gen::inRange(0, 3) == 0;
    OrderOptions full;
    full.reduced = false;
    full.states_max = 20'000;
    const Exploration all = explore_orders(plan, full);
    RC_PRE(all.complete);
    const Exploration reduced = explore_orders(plan);
    RC_ASSERT(reduced.orders == all.orders);
    RC_ASSERT((answer_of(reduced) == answer_of(all)));
    RC_ASSERT(reduced.states <= all.states);
    for (const Exploration* each : {&all, &reduced})
      for (const OrderOutcome& outcome : each->outcomes) RC_ASSERT(is_sure(plan, outcome));
  }));
}

}  // namespace
}  // namespace faultline::sim

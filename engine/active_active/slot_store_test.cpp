#include "engine/active_active/slot_store.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/keyspace_fixture.h"
#include "engine/active_active/last_write_wins_keyspace.h"

namespace faultline::engine::active_active {
namespace {

// Nothing here chooses.
Prng& random() {
  static Prng prng(1);
  return prng;
}

const std::vector<Bytes> kKeys{"{t}a", "{t}b", "c"};

Arguments any_command() {
  const Bytes key = *rc::gen::elementOf(kKeys);
  const Bytes member = *rc::gen::elementOf(std::vector<Bytes>{"x", "y", "z"});
  switch (*rc::gen::inRange(0, 7)) {
    case 0:
      return {"SADD", key, member};
    case 1:
      return {"SREM", key, member};
    case 2:
      return {"DEL", key};
    case 3:
      return {"SET", key, std::to_string(*rc::gen::inRange(0, 9))};
    case 4:
      return {"INCRBY", key, std::to_string(*rc::gen::inRange(1, 9))};
    case 5:
      return {"SADD", key, "x", "y"};
    default:
      return {"MSET", "{t}a", "1", "{t}b", "2"};
  }
}

// Commands at all replicas while updates are delivered late, in any order between sources, twice,
// and slots are merged; at the end everything is delivered to everybody.
template <class Keys>
void run_random_schedule(ReplicaFixture<Keys>& replicas) {
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> delivered;
  const int steps = *rc::gen::inRange(1, 40);
  for (int step = 0; step < steps; ++step) {
    const auto from = *rc::gen::inRange<std::size_t>(0, 3);
    const std::size_t to = (from + *rc::gen::inRange<std::size_t>(1, 3)) % 3;
    std::size_t& next = delivered[{from, to}];
    const int what = *rc::gen::inRange(0, 10);
    if (what < 5) {
      replicas.run(from, any_command(), *rc::gen::inRange(0, 30));
    } else if (what < 8) {
      if (next < replicas.updates(from))
        RC_ASSERT(replicas.deliver(from, next++, to) != SlotStore::Delivery::kGap);
    } else if (what == 8 && next > 0) {
      RC_ASSERT(replicas.deliver(from, *rc::gen::inRange<std::size_t>(0, next), to) ==
                SlotStore::Delivery::kDuplicate);
    } else if (what == 9) {
      replicas.merge(from, to);
    }
  }
  replicas.sync_all();
}

template <class Keys>
void check_converged(ReplicaFixture<Keys>& replicas) {
  for (const Bytes& key : kKeys) {
    RC_ASSERT(replicas.agree(key));
    for (std::size_t at = 1; at < 3; ++at)
      RC_ASSERT(replicas.store(at).contexts() == replicas.store(0).contexts());
  }
  std::vector<std::string> before;
  for (const Bytes& key : kKeys) before.push_back(replicas.shown(0, key));
  replicas.merge(1, 0);  // changes nothing any more
  for (std::size_t i = 0; i < kKeys.size(); ++i)
    RC_ASSERT(replicas.shown(0, kKeys[i]) == before[i]);
  RC_ASSERT(replicas.agree(kKeys[0]));
}

TEST_CASE("conflict-free replicas converge under any schedule") {
  CHECK(rc::check([] {
    ReplicaFixture<ConflictFreeKeyspace> replicas;
    run_random_schedule(replicas);
    check_converged(replicas);
  }));
}

TEST_CASE("last-write-wins replicas converge under any schedule") {
  CHECK(rc::check([] {
    ReplicaFixture<LastWriteWinsKeyspace> replicas;
    run_random_schedule(replicas);
    check_converged(replicas);
  }));
}

TEST_CASE("nothing waits once everything has arrived") {
  CHECK(rc::check([] {
    ReplicaFixture<ConflictFreeKeyspace> replicas;
    run_random_schedule(replicas);
    for (const Bytes& key : kKeys)
      for (std::size_t at = 0; at < 3; ++at) replicas.run(at, {"DEL", key}, 99);
    replicas.sync_all();
    for (const Bytes& key : kKeys)
      for (std::size_t at = 0; at < 3; ++at) replicas.run(at, {"DEL", key}, 99);
    replicas.sync_all();
    for (std::size_t at = 0; at < 3; ++at) RC_ASSERT(replicas.metadata(at) == 0U);
  }));
}

// One issued effect with what its origin had applied before it: all that the specification needs.
struct IssuedEffect {
  Dot dot;
  WallTime wall;
  Effect effect;
  VersionVector seen;
};

// The members of a set by definition: additions that no applied removal, write or DEL had seen.
std::set<Bytes> specified_members(const std::vector<IssuedEffect>& issued, const Bytes& key) {
  std::set<Bytes> members;
  for (const IssuedEffect& each : issued) {
    const auto* add = std::get_if<set::Add>(&each.effect.change);
    if (add == nullptr || each.effect.key != key) continue;
    bool alive = true;
    for (const IssuedEffect& other : issued) {
      if (other.effect.key != key || !other.seen.covers(each.dot)) continue;
      if (takes_away(other.effect.change, each.effect.change)) alive = false;
    }
    if (alive) members.insert(add->member);
  }
  return members;
}

TEST_CASE("a set's members are those that its definition says, whatever the schedule") {
  CHECK(rc::check([] {
    Outputs outputs(true);
    std::vector<SlotStore> stores;
    for (int i = 0; i < 3; ++i) stores.emplace_back(std::make_unique<ConflictFreeKeyspace>());
    std::vector<IssuedEffect> issued;
    std::vector<std::vector<Update>> updates(3);
    const int steps = *rc::gen::inRange(1, 40);
    for (int step = 0; step < steps; ++step) {
      const auto at = *rc::gen::inRange<std::size_t>(0, 3);
      const auto from = *rc::gen::inRange<std::size_t>(0, 3);
      for (const Update& update : updates[from])
        if (from != at && *rc::gen::arbitrary<bool>())
          stores[at].deliver(update, observation::How::kReplicated, outputs);
      const Bytes member = *rc::gen::elementOf(std::vector<Bytes>{"x", "y"});
      const Arguments command = *rc::gen::elementOf(std::vector<Arguments>{
          {"SADD", "k", member}, {"SADD", "k", member}, {"SREM", "k", member}, {"DEL", "k"}});
      const Source own{MemberId(static_cast<std::uint32_t>(at) + 1), Incarnation(1)};
      const VersionVector seen = stores[at].context(slot_of("k"));
      auto execution =
          stores[at].execute({{OperationId(1)}, command}, own, wall_at(step), random(), outputs);
      if (!execution.update) continue;
      Change change = Delete{};
      if (command[0] == Bytes("SADD")) change = set::Add{member};
      if (command[0] == Bytes("SREM")) change = set::Remove{{member}};
      issued.push_back({execution.update->first, wall_at(step), {"k", 0, change}, seen});
      updates[at].push_back(std::move(*execution.update));
    }
    for (std::size_t to = 0; to < 3; ++to)
      for (std::size_t from = 0; from < 3; ++from)
        for (const Update& update : updates[from])
          if (from != to) stores[to].deliver(update, observation::How::kReplicated, outputs);
    const std::set<Bytes> expected = specified_members(issued, "k");
    for (const SlotStore& store : stores) {
      const auto value = store.keyspace().plain_key("k", wall_at(0));
      const auto members =
          value ? std::get<set::Plain>(value->value).members() : std::vector<Bytes>();
      RC_ASSERT(std::set<Bytes>(members.begin(), members.end()) == expected);
    }
  }));
}

TEST_CASE("an update that does not follow is a gap and an old one is filtered") {
  ReplicaFixture<ConflictFreeKeyspace> replicas;
  replicas.run(0, {"SADD", "k", "a"}, 1);
  replicas.run(0, {"SADD", "k", "b", "c"}, 2);
  CHECK(replicas.deliver(0, 1, 1) == SlotStore::Delivery::kGap);
  CHECK(replicas.shown(1, "k") == "-");
  CHECK(replicas.deliver(0, 0, 1) == SlotStore::Delivery::kApplied);
  CHECK(replicas.deliver(0, 1, 1) == SlotStore::Delivery::kApplied);
  CHECK(replicas.deliver(0, 0, 1) == SlotStore::Delivery::kDuplicate);
  CHECK(replicas.shown(1, "k") == "a b c");
}

template <class What>
std::vector<What> observed(const Outputs& outputs) {
  std::vector<What> found;
  for (const Output& output : outputs.list())
    if (const auto* observation = std::get_if<Observation>(&output))
      if (const auto* what = std::get_if<What>(observation)) found.push_back(*what);
  return found;
}

TEST_CASE("a command is observed at its home with every unit that its arguments name") {
  SlotStore store(std::make_unique<ConflictFreeKeyspace>());
  Outputs outputs;
  const Source own{MemberId(1), Incarnation(1)};
  store.execute({{OperationId(1)}, {"SADD", "k", "a"}}, own, wall_at(5), random(), outputs);
  Outputs second;
  auto execution =
      store.execute({{OperationId(2)}, {"SADD", "k", "a", "b"}}, own, wall_at(6), random(), second);
  CHECK(observed<observation::Executed>(second).size() == 1);
  auto applied = observed<observation::Applied>(second);
  REQUIRE(applied.size() == 2);
  // The present member is sent again, and yet changed nothing here.
  CHECK(applied[0].effect.unit == 0);
  CHECK(applied[0].change == Change(set::Add{"a"}));
  CHECK_FALSE(applied[0].changed);
  CHECK(applied[1].changed);
  CHECK(applied[1].stamp == wall_at(6));
  CHECK(execution.update->count == 2);

  Outputs third;
  store.execute({{OperationId(3)}, {"SREM", "k", "nobody"}}, own, wall_at(7), random(), third);
  applied = observed<observation::Applied>(third);
  REQUIRE(applied.size() == 1);
  CHECK_FALSE(applied[0].change.has_value());
  CHECK_FALSE(applied[0].changed);

  Outputs refused;
  store.execute({{OperationId(4)}, {"INCR", "k"}}, own, wall_at(8), random(), refused);
  CHECK(observed<observation::Applied>(refused).empty());
}

TEST_CASE("digests come once a touched key, and only if somebody listens") {
  SlotStore store(std::make_unique<ConflictFreeKeyspace>());
  Outputs outputs;
  const Source own{MemberId(1), Incarnation(1)};
  store.execute({{OperationId(1)}, {"SADD", "k", "a"}}, own, wall_at(5), random(), outputs);
  store.execute({{OperationId(2)}, {"SADD", "k", "b"}}, own, wall_at(5), random(), outputs);
  store.observe_state(outputs);
  store.observe_state(outputs);
  const auto digests = observed<observation::Digest>(outputs);
  REQUIRE(digests.size() == 1);
  CHECK(digests[0].digest == store.keyspace().digest("k"));

  Outputs silent(false);
  store.execute({{OperationId(3)}, {"SADD", "k", "c"}}, own, wall_at(5), random(), silent);
  store.observe_state(silent);
  CHECK(silent.list().empty());
}

TEST_CASE("what is kept besides values is told when it has changed") {
  SlotStore store(std::make_unique<ConflictFreeKeyspace>());
  const Source own{MemberId(1), Incarnation(1)};
  const auto told_after = [&](const Arguments& command) {
    Outputs outputs;
    store.execute({{OperationId(1)}, command}, own, wall_at(5), random(), outputs);
    store.observe_state(outputs);
    std::vector<std::uint64_t> told;
    for (const auto& metadata : observed<observation::Metadata>(outputs))
      told.push_back(metadata.bytes);
    return told;
  };
  CHECK(told_after({"GET", "k"}) == std::vector<std::uint64_t>{0});
  CHECK(told_after({"GET", "k"}).empty());
  const std::uint64_t context = sizeof(Dot);
  CHECK(told_after({"SADD", "k", "a", "b"}) ==
        std::vector<std::uint64_t>{context + 2 * sizeof(Dot)});
  CHECK(told_after({"SREM", "k", "a"}) == std::vector<std::uint64_t>{context + sizeof(Dot)});
  // What is remembered of the deleted key: its name and the vector of the removal.
  CHECK(told_after({"DEL", "k"}) == std::vector<std::uint64_t>{context + 1 + sizeof(Dot)});
}

}  // namespace
}  // namespace faultline::engine::active_active

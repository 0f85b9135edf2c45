// The conflict-free key space against its specification, at every step of random schedules: three
// members run commands, get each other's updates in order per source but in any order between
// sources, some of them twice, and adopt snapshots of the slot in between.

#include <rapidcheck/catch.h>
#include <catch2/catch.hpp>

#include <array>
#include <deque>
#include <set>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/slot_store.h"
#include "engine/datatypes/plain_keyspace.h"
#include "engine/datatypes/specification.h"
#include "property_tests/schedule_commands.h"

namespace faultline {
namespace {

using namespace engine;
using active_active::SlotSnapshot;
using active_active::SlotStore;
using active_active::Update;

constexpr std::uint32_t kMembers = 3;

struct KnownEffect {
  Bytes key;
  Change change;
  WallTime stamp{};
  MemberId member;
  std::set<std::size_t> seen;  // held at the origin before it ran there
};

struct Member {
  SlotStore store{std::make_unique<active_active::ConflictFreeKeyspace>()};
  std::set<std::size_t> held;
  std::deque<Update> log;                         // own updates, oldest first
  std::array<std::size_t, kMembers> delivered{};  // how much of each member's log came here
};

class Group {
 public:
  void command(std::uint32_t at, const Arguments& arguments, std::int64_t wall_ms) {
    Member& member = members_[at];
    const WallTime wall{std::chrono::milliseconds(wall_ms)};
    const Source own{MemberId(at + 1), Incarnation(1)};
    Outputs outputs;
    ++operations_;
    const auto before = member.held;
    const Reply expected = expected_reply(at, arguments, wall);
    auto execution =
        member.store.execute({{OperationId(operations_)}, arguments}, own, wall, random_, outputs);
    RC_ASSERT(execution.reply == expected);
    if (!execution.update) return;
    note_effects(at, outputs, *execution.update, before);
    member.log.push_back(*execution.update);
    member.delivered[at] = member.log.size();
  }

  // The next update of `from`, or one that was there already.
  void deliver(std::uint32_t from, std::uint32_t to, bool again) {
    Member& receiver = members_[to];
    const std::size_t next = receiver.delivered[from];
    const auto& log = members_[from].log;
    if (from == to || (again ? next == 0 : next == log.size())) return;
    const Update& update = log[again ? next - 1 : next];
    Outputs outputs;
    const auto how = receiver.store.deliver(update, observation::How::kReplicated, outputs);
    RC_ASSERT(how != SlotStore::Delivery::kGap);
    if (!again) ++receiver.delivered[from];
    for (const std::size_t effect : effects_of_[update.first]) receiver.held.insert(effect);
  }

  void full_sync(std::uint32_t from, std::uint32_t to) {
    if (from == to) return;
    Outputs outputs;
    members_[to].store.merge(snapshot_of(from, outputs), outputs);
    members_[to].held.insert(members_[from].held.begin(), members_[from].held.end());
  }

  void deliver_everything() {
    for (std::uint32_t from = 0; from < kMembers; ++from)
      for (std::uint32_t to = 0; to < kMembers; ++to)
        for (std::size_t i = members_[to].delivered[from]; i < members_[from].log.size(); ++i)
          deliver(from, to, false);
  }

  // Every replica shows what the specification gives for the effects it holds.
  void check(WallTime now) const {
    for (std::uint32_t at = 0; at < kMembers; ++at)
      for (const Bytes& key : kKeys)
        RC_ASSERT(members_[at].store.keyspace().plain_key(key, now) == specified(at, key, now));
  }

  // Joining what the members hold gives the same in any order and however often, and writing a
  // state down and reading it again changes nothing.
  void check_merging() {
    const auto digests_of = [&](const std::vector<std::uint32_t>& order) {
      SlotStore store(std::make_unique<active_active::ConflictFreeKeyspace>());
      for (const std::uint32_t from : order) {
        Outputs outputs;
        store.merge(snapshot_of(from, outputs), outputs);
      }
      std::vector<Hash128> digests;
      for (const Bytes& key : kKeys) digests.push_back(store.keyspace().digest(key));
      return digests;
    };
    const std::vector<Hash128> joined = digests_of({0, 1, 2});
    RC_ASSERT(digests_of({2, 1, 0}) == joined);
    RC_ASSERT(digests_of({1, 2, 0, 1, 0}) == joined);
    std::vector<Hash128> alone;
    for (const Bytes& key : kKeys) alone.push_back(members_[0].store.keyspace().digest(key));
    RC_ASSERT(digests_of({0}) == alone);
  }

  void check_agreement() const {
    for (const Bytes& key : kKeys)
      for (std::uint32_t at = 1; at < kMembers; ++at)
        RC_ASSERT(members_[at].store.keyspace().digest(key) ==
                  members_[0].store.keyspace().digest(key));
  }

 private:
  SlotSnapshot snapshot_of(std::uint32_t from, Outputs& outputs) {
    return members_[from].store.snapshot(active_active::slot_of(kKeys[0]),
                                         SnapshotId(++operations_), outputs);
  }

  class SeenHere final : public SeenRelation {
   public:
    SeenHere(const Group& group, const std::vector<std::size_t>& subset)
        : group_(group), subset_(subset) {}
    [[nodiscard]] bool seen(std::size_t u, std::size_t v) const override {
      return group_.effects_[subset_[v]].seen.contains(subset_[u]);
    }

   private:
    const Group& group_;
    const std::vector<std::size_t>& subset_;
  };

  [[nodiscard]] std::optional<PlainKey> specified(std::uint32_t at, const Bytes& key,
                                                  WallTime now) const {
    std::vector<std::size_t> subset;
    std::vector<SpecifiedEffect> effects;
    for (const std::size_t i : members_[at].held) {
      const KnownEffect& effect = effects_[i];
      if (effect.key != key) continue;
      subset.push_back(i);
      effects.push_back({&effect.change, effect.stamp, effect.member, i});
    }
    auto content = specify(effects, SeenHere(*this, subset)).key;
    return content && has_passed(content->expires_at, now) ? std::nullopt : content;
  }

  [[nodiscard]] Reply expected_reply(std::uint32_t at, const Arguments& arguments,
                                     WallTime now) const {
    PlainKeyspace keyspace;
    for (const Bytes& key : kKeys) keyspace.put(key, specified(at, key, WallTime::min()));
    Effects effects;
    Prng random(1);
    return run_command({arguments, PlainView(keyspace, now), now, effects, random});
  }

  void note_effects(std::uint32_t at, const Outputs& outputs, const Update& update,
                    std::set<std::size_t> seen) {
    for (const Output& output : outputs.list()) {
      const auto* observation = std::get_if<Observation>(&output);
      const auto* applied =
          observation == nullptr ? nullptr : std::get_if<observation::Applied>(observation);
      if (applied == nullptr || !applied->change) continue;
      effects_.push_back({applied->key, *applied->change, applied->stamp, MemberId(at + 1), seen});
      const std::size_t index = effects_.size() - 1;
      seen.insert(index);
      members_[at].held.insert(index);
      effects_of_[update.first].push_back(index);
    }
  }

  std::array<Member, kMembers> members_;
  std::vector<KnownEffect> effects_;
  std::map<Dot, std::vector<std::size_t>> effects_of_;  // by the first dot of the update
  std::uint64_t operations_ = 0;
  Prng random_{1};
};

// Those of one type, now and then one of any.
template <class Type>
Arguments drawn_command(int draw) {
  const Bytes& key = kKeys[static_cast<std::size_t>(draw % 2)];
  const bool any = draw / 2 % 4 == 0;
  const auto commands = any ? CommandsOf<AnyType>::all(key) : CommandsOf<Type>::all(key);
  return commands[static_cast<std::size_t>(draw / 8) % commands.size()];
}

template <class Type>
void run_schedule() {
  Group group;
  const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1 << 24));
  std::int64_t now_ms = 20;
  for (const int step : steps) {
    const auto from = static_cast<std::uint32_t>(step % 3);
    const auto to = static_cast<std::uint32_t>(step / 3 % 3);
    const int kind = step / 9 % 10;
    const int rest = step / 90;
    if (kind < 5) {
      group.command(from, drawn_command<Type>(rest), now_ms + rest / 512 % 8);
    } else if (kind < 9) {
      group.deliver(from, to, kind == 8);
    } else {
      group.full_sync(from, to);
    }
    now_ms += rest / 4096 % 2;
    group.check(WallTime(std::chrono::milliseconds(now_ms)));
  }
  group.check_merging();
  group.deliver_everything();
  group.check(WallTime(std::chrono::milliseconds(now_ms)));
  group.check_agreement();
}

using Tested = Concat<DataTypes, TypeList<MixedTypes>>;

TEMPLATE_LIST_TEST_CASE(
    "every reply and value is the specification's at every step of any schedule", "", Tested) {
  rc::prop("any schedule", run_schedule<TestType>);
}

TEST_CASE("a removal takes an addition that its origin had seen but no longer had") {
  const auto make = [] {
    return SlotStore(std::make_unique<active_active::ConflictFreeKeyspace>());
  };
  SlotStore a = make();
  SlotStore b = make();
  SlotStore c = make();
  Outputs outputs;
  Prng random(1);
  std::uint64_t operation = 0;
  const auto run = [&](SlotStore& at, std::uint32_t member, const Arguments& command) {
    return *at.execute({{OperationId(++operation)}, command}, {MemberId(member), Incarnation(1)},
                       WallTime{}, random, outputs)
                .update;
  };
  const auto give = [&](const Update& update, SlotStore& to) {
    to.deliver(update, observation::How::kReplicated, outputs);
  };
  const Update added = run(a, 1, {"SADD", "s", "x"});
  const Update deleted = run(a, 1, {"DEL", "s"});
  give(added, b);
  give(deleted, b);
  const Update added_again = run(b, 2, {"SADD", "s", "x"});
  const Update removed = run(b, 2, {"SREM", "s", "x"});
  give(added, c);
  give(added_again, c);
  give(removed, c);  // the DEL has not come yet
  CHECK_FALSE(c.keyspace().plain_key("s", WallTime{}).has_value());
}

TEST_CASE("three writes of which one saw another end alike in every merge order") {
  // a@30; b@10 had seen a; c@20: a is gone, of b and c the later clock wins.
  const std::array<std::array<std::uint32_t, 3>, 6> orders = {
      {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}};
  std::array<SlotStore, 3> origins = {
      SlotStore(std::make_unique<active_active::ConflictFreeKeyspace>()),
      SlotStore(std::make_unique<active_active::ConflictFreeKeyspace>()),
      SlotStore(std::make_unique<active_active::ConflictFreeKeyspace>())};
  const auto write = [&](std::uint32_t at, const char* value, int wall_ms) {
    Outputs outputs;
    Prng random(1);
    return *origins[at]
                .execute({{OperationId(at + 1)}, {"SET", "k", value}},
                         {MemberId(at + 1), Incarnation(1)},
                         WallTime(std::chrono::milliseconds(wall_ms)), random, outputs)
                .update;
  };
  Outputs outputs;
  std::array<Update, 3> updates;
  updates[0] = write(0, "a", 30);
  REQUIRE(origins[1].deliver(updates[0], observation::How::kReplicated, outputs) ==
          SlotStore::Delivery::kApplied);
  updates[1] = write(1, "b", 10);
  updates[2] = write(2, "c", 20);

  for (const auto& order : orders) {
    SlotStore one_by_one(std::make_unique<active_active::ConflictFreeKeyspace>());
    SlotStore merged(std::make_unique<active_active::ConflictFreeKeyspace>());
    for (const std::uint32_t i : order) {
      one_by_one.deliver(updates[i], observation::How::kReplicated, outputs);
      merged.merge(origins[i].snapshot(active_active::slot_of("k"), SnapshotId(i), outputs),
                   outputs);
    }
    for (const SlotStore* store : {&one_by_one, &merged}) {
      const auto value = store->keyspace().plain_key("k", WallTime{});
      REQUIRE(value.has_value());
      CHECK(std::get<string::Plain>(value->value).value() == "c");
    }
  }
}

}  // namespace
}  // namespace faultline

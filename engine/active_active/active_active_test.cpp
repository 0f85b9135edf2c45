#include "engine/active_active/active_active.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

std::vector<Bytes> some_keys(int count) {
  std::vector<Bytes> keys;
  for (int i = 0; i < count; ++i) keys.push_back("key:" + std::to_string(i));
  return keys;
}

TEST_CASE("a write reaches every member") {
  ClusterFixture cluster = three_members();
  CHECK(cluster.ask(kEu, {"SADD", "cart", "milk"}) == integer_reply(1));
  CHECK(cluster.ask(kUs, {"INCR", "visits"}) == integer_reply(1));
  CHECK(cluster.ask(kAp, {"INCR", "visits"}).has_value());
  cluster.run_for(50ms);
  CHECK(cluster.ask(kUs, {"SISMEMBER", "cart", "milk"}) == integer_reply(1));
  CHECK(cluster.ask(kEu, {"GET", "visits"}) == bulk_reply("2"));
  CHECK(cluster.converged());
  CHECK(cluster.marks["full_sync_merged"] == 0);
  CHECK(cluster.marks["effect_applied_remotely"] == 6);
  CHECK(cluster.snapshots_taken.empty());
}

TEST_CASE("a broken connection resumes from the backlog without loss and without full sync") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "milk"});
  cluster.run_for(50ms);
  cluster.cut(kEu, kUs);
  for (const Bytes& key : some_keys(40)) {
    cluster.ask(kEu, {"SADD", key, "e"});
    cluster.ask(kUs, {"SADD", key, "u"});
  }
  CHECK_FALSE(cluster.converged());
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(cluster.ask(kUs, {"SCARD", "key:7"}) == integer_reply(2));
  CHECK(cluster.marks["partial_sync_resumed"] > 0);
  CHECK(cluster.marks["full_sync_merged"] == 0);
}

TEST_CASE("a connection broken while batches are under way loses nothing") {
  ClusterFixture cluster = three_members();
  for (int i = 0; i < 60; ++i) {
    cluster.ask(kEu, {"INCR", "counter"});
    if (i % 5 == 0) {
      cluster.cut(kEu, kUs);
      cluster.heal();
    }
  }
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(cluster.ask(kUs, {"GET", "counter"}) == bulk_reply("60"));
  CHECK(cluster.marks["gap_full_sync"] == 0);
}

TEST_CASE("an overrun backlog leads to a full sync of the slots, merged while writes go on") {
  ClusterFixture cluster = three_members(300);
  cluster.cut(kEu, kUs);
  for (const Bytes& key : some_keys(40)) {
    cluster.ask(kEu, {"SADD", key, "e"});
    cluster.ask(kUs, {"SADD", key, "u"});
  }
  cluster.heal();
  for (const Bytes& key : some_keys(40)) cluster.ask(kUs, {"SADD", key, "later"});
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(cluster.ask(kEu, {"SCARD", "key:3"}) == integer_reply(3));
  CHECK(cluster.marks["full_sync_merged"] > 0);
  for (const auto& [id, times] : cluster.snapshots_taken) CHECK(times == 1);
}

TEST_CASE("what a full sync brought is read back after a crash") {
  ClusterFixture cluster = three_members(300);
  cluster.cut(kEu, kUs);
  for (int i = 0; i < 20; ++i) cluster.ask(kEu, {"INCR", "counter"});
  cluster.heal();
  cluster.run_for(5s);  // synced
  CHECK(cluster.marks["full_sync_merged"] > 0);
  cluster.cut(kEu, kUs);
  cluster.cut(kAp, kUs);
  const ProcessId home = cluster.home(kUs, "counter");
  cluster.crash(home);
  cluster.observations.clear();
  cluster.restart(home);
  CHECK(std::any_of(cluster.observations.begin(), cluster.observations.end(),
                    [](const Observation& each) {
                      return std::holds_alternative<observation::SnapshotAdopted>(each);
                    }));
  cluster.run_for(3s);
  CHECK(cluster.ask(kUs, {"GET", "counter"}) == bulk_reply("20"));
}

TEST_CASE("a shard that lost its unsynced tail gets back what its peers received") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "early"});
  cluster.run_for(2s);  // synced
  cluster.ask(kEu, {"SADD", "cart", "late"});
  cluster.ask(kEu, {"SET", "{cart}s", "late"});
  cluster.run_for(20ms);  // replicated, not synced
  const ProcessId home = cluster.home(kEu, "cart");
  cluster.crash(home);
  cluster.restart(home);
  CHECK(cluster.shard(home).incarnation() == Incarnation(2));
  CHECK(cluster.shard(home).store().keyspace().plain_key("{cart}s", WallTime{}) == std::nullopt);
  cluster.run_for(3s);
  CHECK(cluster.marks["own_effects_returned"] > 0);
  CHECK(cluster.ask(kEu, {"SMEMBERS", "cart"}) ==
        Reply{std::vector<Reply>{bulk_reply("early"), bulk_reply("late")}});
  CHECK(cluster.ask(kEu, {"SADD", "cart", "again"}) == integer_reply(1));
  cluster.run_for(100ms);
  CHECK(cluster.converged());
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("effects that one peer alone received reach the other through their own member") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "early"});
  cluster.run_for(2s);
  cluster.cut(kEu, kAp);
  cluster.ask(kEu, {"SADD", "cart", "late"});
  cluster.run_for(20ms);
  const ProcessId home = cluster.home(kEu, "cart");
  cluster.crash(home);
  cluster.restart(home);
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(cluster.ask(kAp, {"SCARD", "cart"}) == integer_reply(2));
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("what nobody received before the crash is gone everywhere") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "early"});
  cluster.run_for(2s);
  cluster.cut(kEu, kAp);
  cluster.cut(kEu, kUs);
  cluster.ask(kEu, {"SADD", "cart", "late"});
  const ProcessId home = cluster.home(kEu, "cart");
  cluster.crash(home);
  cluster.restart(home);
  cluster.heal();
  cluster.ask(kEu, {"SADD", "cart", "again"});
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(cluster.ask(kAp, {"SMEMBERS", "cart"}) ==
        Reply{std::vector<Reply>{bulk_reply("again"), bulk_reply("early")}});
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("a shard that lost its whole disk starts a new incarnation and is filled again") {
  ClusterFixture cluster = three_members();
  for (const Bytes& key : some_keys(10)) {
    cluster.ask(kEu, {"SADD", key, "e"});
    cluster.ask(kUs, {"SADD", key, "u"});
  }
  cluster.run_for(2s);
  const ProcessId home = cluster.home(kEu, "key:1");
  cluster.lose_disk(home);
  cluster.restart(home);
  // None of those that count up from 1: nobody here knows any more which were used.
  CHECK(cluster.shard(home).incarnation() >= Incarnation(std::uint32_t{1} << 31));
  CHECK(cluster.shard(home).store().contexts().empty());
  cluster.run_for(3s);
  CHECK(cluster.ask(kEu, {"SADD", "key:1", "again"}) == integer_reply(1));
  cluster.run_for(100ms);
  CHECK(cluster.ask(kEu, {"SCARD", "key:1"}) == integer_reply(3));
  CHECK(cluster.converged());
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("a syncer that restarts pulls on from what its shards hold") {
  ClusterFixture cluster = three_members();
  const ProcessId syncer = cluster.with_role(kUs, "syncer").front();
  cluster.ask(kEu, {"SADD", "cart", "a"});
  cluster.run_for(50ms);
  cluster.crash(syncer);
  cluster.ask(kEu, {"SADD", "cart", "b"});
  cluster.run_for(50ms);
  CHECK_FALSE(cluster.converged());
  cluster.restart(syncer);
  cluster.run_for(1s);
  CHECK(cluster.converged());
  CHECK(cluster.marks["full_sync_merged"] == 0);
}

TEST_CASE("paused replication holds back one direction and resumes without loss") {
  ClusterFixture cluster = three_members();
  cluster.pause(kEu, kUs, true);
  cluster.ask(kEu, {"SADD", "cart", "e"});
  cluster.ask(kUs, {"SADD", "cart", "u"});
  cluster.run_for(1s);
  CHECK(cluster.ask(kUs, {"SCARD", "cart"}) == integer_reply(1));
  CHECK(cluster.ask(kEu, {"SCARD", "cart"}) == integer_reply(2));
  const ProcessId syncer = cluster.with_role(kUs, "syncer").front();
  CHECK(cluster.describe(syncer) ==
        std::vector<std::string>{"pull from eu shard 0: paused", "pull from eu shard 1: paused"});
  cluster.crash(syncer);  // the pause outlives the syncer
  cluster.restart(syncer);
  cluster.run_for(1s);
  CHECK(cluster.ask(kUs, {"SCARD", "cart"}) == integer_reply(1));
  cluster.pause(kEu, kUs, false);
  cluster.run_for(1s);
  CHECK(cluster.converged());
  CHECK(cluster.describe(syncer).empty());
}

TEST_CASE("a process says what it waits for") {
  ClusterFixture cluster = three_members();
  cluster.cut(kEu, kUs);
  cluster.run_for(250ms);
  const ProcessId syncer = cluster.with_role(kUs, "syncer").front();
  const std::vector<std::string> waiting = cluster.describe(syncer);
  REQUIRE(waiting.size() == 2);
  CHECK(waiting[0].starts_with("pull from eu shard 0: refused, next try in "));
  for (const Placement& placement : cluster.deployment().placements)
    if (placement.role != "syncer") CHECK(cluster.describe(placement.process).empty());
}

TEST_CASE("an update that went missing on a stream is noticed and the slot is sent whole") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "a"});
  cluster.run_for(50ms);
  cluster.lose_next_message_to(cluster.with_role(kUs, "syncer").front());
  cluster.ask(kEu, {"SADD", "cart", "lost on its way"});
  cluster.run_for(1s);
  CHECK_FALSE(cluster.converged());
  CHECK(cluster.marks["gap_full_sync"] == 0);
  cluster.ask(kEu, {"SADD", "cart", "b"});
  cluster.run_for(50ms);
  CHECK(cluster.marks["gap_full_sync"] == 1);
  CHECK(cluster.marks["full_sync_merged"] == 1);
  CHECK(cluster.ask(kUs, {"SCARD", "cart"}) == integer_reply(3));
  CHECK(cluster.converged());
}

TEST_CASE("a shard filters an update that it holds and emits nothing for it but a mark") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "a"});
  cluster.run_for(50ms);
  Update old;
  old.slot = slot_of("cart");
  old.first = {{MemberId(2), Incarnation(1)}, 1};
  old.count = 1;
  cluster.observations.clear();
  cluster.deliver(cluster.home(kUs, "cart"),
                  input::Received{ConnectionId(kAcceptedConnection + 500),
                                  encode(ToShard(Deliver{1, {}, {old}})).bytes});
  CHECK(cluster.marks["duplicate_filtered"] == 1);
  CHECK(cluster.observations.empty());
}

TEST_CASE("data centers with different numbers of shards replicate to each other") {
  std::vector<Machine> machines = machines_of(2, 2);
  machines.pop_back();  // two hosts in ap, one in eu
  ClusterFixture cluster(active_active_engine(), machines, values_of(2, 200));
  REQUIRE(cluster.with_role(kAp, "shard").size() == 4);
  REQUIRE(cluster.with_role(kEu, "shard").size() == 2);
  cluster.cut(kAp, kEu);
  for (const Bytes& key : some_keys(40)) {
    cluster.ask(kAp, {"SADD", key, "a"});
    cluster.ask(kEu, {"SADD", key, "e"});
  }
  cluster.heal();
  const ProcessId home = cluster.home(kAp, "key:1");
  cluster.crash(home);
  cluster.restart(home);
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(cluster.marks["full_sync_merged"] > 0);
}

TEST_CASE("last-write-wins by a fast clock keeps the fast data center's value") {
  ClusterFixture cluster(last_write_wins_engine(), 3, 1, values_of(2, kMiB));
  cluster.clock_offset(kEu) = 10s;
  cluster.ask(kEu, {"SET", "k", "fast"});
  cluster.run_for(100ms);
  CHECK(cluster.ask(kUs, {"SET", "k", "slow"}) == ok_reply());
  CHECK(cluster.ask(kUs, {"GET", "k"}) == bulk_reply("fast"));
  cluster.run_for(100ms);
  CHECK(cluster.converged());
}

// Commands everywhere, links cut and healed, shards and syncers crashing with any part of what they
// had not synced, small and large backlogs; in the end all members agree and no dot was reused.
void run_random_faults(const EngineKind& kind) {
  ClusterFixture cluster(kind, 3, 1,
                         values_of(2, *rc::gen::element<std::int64_t>(200, 1000, kMiB)));
  const std::vector<Bytes> keys = some_keys(4);
  std::set<std::uint32_t> dead;
  const int steps = *rc::gen::inRange(1, 60);
  for (int step = 0; step < steps; ++step) {
    const auto dc = *rc::gen::inRange<std::uint32_t>(0, 3);
    const Bytes key = *rc::gen::elementOf(keys);
    const int what = *rc::gen::inRange(0, 16);
    if (what < 9) {
      const Bytes member(std::to_string(step % 5));
      const Arguments command =
          *rc::gen::elementOf(std::vector<Arguments>{{"SADD", key, member},
                                                     {"SREM", key, member},
                                                     {"DEL", key},
                                                     {"INCR", "n" + std::string(key.view())},
                                                     {"SET", "n" + std::string(key.view()), "5"}});
      cluster.ask(dc, command, 3ms);
    } else if (what == 9) {
      cluster.cut(dc, (dc + 1) % 3);
    } else if (what == 10) {
      cluster.heal();
    } else if (what < 14) {
      const ProcessId victim =
          what == 13 ? cluster.with_role(dc, "syncer").front() : cluster.home(dc, key);
      cluster.crash(victim, *rc::gen::inRange<std::size_t>(0, 5));
      cluster.run_for(std::chrono::milliseconds(*rc::gen::inRange(0, 5)));
      cluster.restart(victim);
    } else {
      cluster.run_for(std::chrono::milliseconds(*rc::gen::element(1, 30, 400, 1500)));
    }
  }
  cluster.heal();
  cluster.run_for(10s);
  RC_ASSERT(cluster.converged());
  RC_ASSERT_FALSE(cluster.dot_reused);
  for (const auto& [id, times] : cluster.snapshots_taken) RC_ASSERT(times == 1);
  for (const Placement& placement : cluster.deployment().placements)
    RC_ASSERT(cluster.describe(placement.process) == std::vector<std::string>());
}

TEST_CASE("active_active converges after any faults and reuses no dot") {
  CHECK(rc::check([] { run_random_faults(active_active_engine()); }));
}

TEST_CASE("last_write_wins converges after any faults and reuses no dot") {
  CHECK(rc::check([] { run_random_faults(last_write_wins_engine()); }));
}

}  // namespace
}  // namespace faultline::engine::active_active

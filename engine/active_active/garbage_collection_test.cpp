#include "engine/active_active/garbage_collection.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"
#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/roles.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

std::size_t tombstones_of(const ClusterFixture& cluster, ProcessId process) {
  return cluster.shard(process).store().keyspace().tombstones()->count();
}

std::size_t tombstones(const ClusterFixture& cluster, std::uint32_t datacenter) {
  std::size_t count = 0;
  for (const ProcessId process : cluster.with_role(datacenter, "shard"))
    count += tombstones_of(cluster, process);
  return count;
}

std::size_t tombstones_everywhere(const ClusterFixture& cluster) {
  return tombstones(cluster, kAp) + tombstones(cluster, kEu) + tombstones(cluster, kUs);
}

Observed report(std::uint64_t ticket, std::uint64_t number) {
  Observed report{ticket, MemberId(2), {{0, kSlots - 1}}, {}};
  if (number > 0) report.contexts[7].raise({{MemberId(1), Incarnation(1)}, number});
  return report;
}

TEST_CASE("a deleted key is remembered until every member has its removal on disk") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "milk"});
  cluster.ask(kEu, {"DEL", "cart"});
  cluster.run_for(50ms);
  CHECK(tombstones_everywhere(cluster) == 3);
  CHECK(cluster.marks["tombstone_collected"] == 0);
  cluster.run_for(3s);
  CHECK(tombstones_everywhere(cluster) == 0);
  CHECK(cluster.marks["tombstone_collected"] == 3);
}

TEST_CASE("a member that is cut off keeps the others' garbage back and is named for it") {
  ClusterFixture cluster = three_members();
  cluster.cut(kUs, kEu);
  cluster.cut(kUs, kAp);
  for (const char* key : {"{k}1", "{k}2"}) {
    cluster.ask(kEu, {"SADD", key, "milk"});
    cluster.ask(kEu, {"DEL", key});
  }
  cluster.run_for(10s);
  CHECK(tombstones(cluster, kEu) == 2);
  CHECK(tombstones(cluster, kAp) == 2);
  CHECK(cluster.describe(cluster.home(kEu, "{k}1")) ==
        std::vector<std::string>{"garbage of 2 keys waits for us"});
  cluster.heal();
  cluster.run_for(5s);
  CHECK(tombstones_everywhere(cluster) == 0);
  CHECK(cluster.describe(cluster.home(kEu, "{k}1")).empty());
}

TEST_CASE("a member that is removed keeps no garbage back any more") {
  ClusterFixture cluster = three_members();
  cluster.cut(kUs, kEu);
  cluster.cut(kUs, kAp);
  cluster.ask(kEu, {"SADD", "cart", "milk"});
  cluster.ask(kEu, {"DEL", "cart"});
  cluster.run_for(5s);
  CHECK(tombstones(cluster, kEu) == 1);
  cluster.set_members({kAp, kEu});
  cluster.run_for(5s);
  CHECK(tombstones_everywhere(cluster) == 0);
}

TEST_CASE("a member that lost its disk is waited for anew") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "milk"});
  cluster.run_for(3s);
  const ProcessId home = cluster.home(kUs, "cart");
  cluster.lose_disk(home);
  cluster.cut(kUs, kAp);
  cluster.cut(kUs, kEu);
  cluster.restart(home);
  cluster.run_for(3s);
  cluster.ask(kEu, {"DEL", "cart"});
  cluster.run_for(3s);
  CHECK(tombstones(cluster, kEu) == 1);
  cluster.heal();
  cluster.run_for(5s);
  CHECK(tombstones_everywhere(cluster) == 0);
  CHECK(cluster.converged());
}

TEST_CASE("a primary whose file was synced while its lease was over says so when it serves again") {
  ClusterFixture cluster = clusters_with_standbys(2);
  cluster.run_for(4s);
  cluster.ask(kEu, {"SADD", "cart", "milk"});
  cluster.run_for(2s);
  const ProcessId primary = cluster.serving(kEu, "cart").front();
  for (const ProcessId other : cluster.with_role(kEu, "shard"))
    if (!cluster.serves(other)) cluster.crash(other);  // nobody else can serve
  for (const ProcessId manager : cluster.with_role(kEu, "manager"))
    cluster.lose_all(manager, primary);
  cluster.run_for(kLease - 300ms);
  cluster.ask(kEu, {"DEL", "cart"});
  cluster.run_for(2s);
  CHECK_FALSE(cluster.serves(primary));
  cluster.lose_nothing();
  cluster.run_for(5s);
  CHECK(cluster.serves(primary));
  for (const ProcessId each : {primary, cluster.serving(kAp, "cart").front()})
    CHECK(tombstones_of(cluster, each) == 0);
}

TEST_CASE("a member that has a deleted key's whole life by one full sync says that it has it") {
  ClusterFixture cluster = three_members(300);
  cluster.cut(kEu, kAp);
  cluster.cut(kEu, kUs);
  for (int round = 0; round < 20; ++round) {
    cluster.ask(kAp, {"SADD", "cart", "milk"});
    cluster.ask(kAp, {"DEL", "cart"});
  }
  cluster.run_for(3s);
  CHECK(tombstones(cluster, kAp) == 1);
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.marks["full_sync_merged"] > 0);
  CHECK(tombstones_everywhere(cluster) == 0);
}

TEST_CASE("a member at which the removal came before the addition says that it has both") {
  ClusterFixture cluster = three_members();
  cluster.pause(kAp, kEu, true);
  cluster.ask(kAp, {"SADD", "cart", "milk"});
  cluster.run_for(200ms);
  cluster.ask(kUs, {"DEL", "cart"});
  cluster.run_for(3s);
  CHECK(tombstones(cluster, kEu) == 0);  // it has never shown the key
  CHECK(tombstones(cluster, kUs) == 1);
  cluster.pause(kAp, kEu, false);
  cluster.run_for(5s);
  CHECK(tombstones_everywhere(cluster) == 0);
}

TEST_CASE("a member that adopts a removal without its addition says later that it has both") {
  ClusterFixture cluster = three_members();
  cluster.pause(kAp, kEu, true);
  cluster.ask(kAp, {"SADD", "cart", "milk"});
  cluster.run_for(200ms);
  cluster.ask(kUs, {"DEL", "cart"});
  cluster.run_for(2s);
  cluster.cut(kAp, kUs);
  const ProcessId home = cluster.home(kUs, "cart");
  cluster.lose_disk(home);
  cluster.restart(home);
  cluster.run_for(3s);
  CHECK(cluster.marks["full_sync_merged"] > 0);
  cluster.heal();
  cluster.pause(kAp, kEu, false);
  cluster.run_for(5s);
  CHECK(tombstones_everywhere(cluster) == 0);
}

TEST_CASE("paused replication keeps garbage back too") {
  ClusterFixture cluster = three_members();
  cluster.ask(kEu, {"SADD", "cart", "milk"});
  cluster.run_for(50ms);
  cluster.pause(kEu, kUs, true);
  cluster.ask(kEu, {"DEL", "cart"});
  cluster.run_for(5s);
  CHECK(tombstones(cluster, kEu) == 1);
  cluster.pause(kEu, kUs, false);
  cluster.run_for(5s);
  CHECK(tombstones_everywhere(cluster) == 0);
}

TEST_CASE("last_write_wins reports nothing and keeps its tombstones as values") {
  ClusterFixture cluster(last_write_wins_engine(), 3, 1, values_of(2, kMiB));
  cluster.ask(kEu, {"SET", "k", "v"});
  cluster.ask(kEu, {"DEL", "k"});
  cluster.run_for(5s);
  CHECK(cluster.marks["tombstone_collected"] == 0);
  CHECK(cluster.converged());
}

TEST_CASE("what a member has is known from its reports and the newest connection counts") {
  SlotStore store(std::make_unique<ConflictFreeKeyspace>());
  GarbageCollection garbage(MemberId(1), {MemberId(2)});
  VersionVector three;
  three.raise({{MemberId(1), Incarnation(1)}, 3});
  SlotSnapshot snapshot{7, {SnapshotId(1)}, three, ConflictFreeKeyspace().snapshot(7)};
  Outputs outputs;
  store.merge(snapshot, outputs);
  CHECK(garbage.waits_for(7, three) == MemberId(1));
  garbage.changed(7);
  CHECK(garbage.synced(store).contains(7));  // a key that was deleted before may be part of it
  CHECK(garbage.durable().at(7) == three);
  CHECK(garbage.waits_for(7, three) == MemberId(2));
  garbage.reported(ConnectionId(5), report(1, 2));
  CHECK(garbage.waits_for(7, three) == MemberId(2));
  garbage.reported(ConnectionId(5), report(0, 3));
  CHECK_FALSE(garbage.waits_for(7, three).has_value());
  garbage.reported(ConnectionId(6), report(2, 0));  // it has lost all
  garbage.reported(ConnectionId(5), report(0, 3));
  CHECK(garbage.waits_for(7, three) == MemberId(2));
}

TEST_CASE("what is on its way to another shard is not collected before it stays or has gone") {
  SlotStore store(std::make_unique<ConflictFreeKeyspace>());
  GarbageCollection garbage(MemberId(1), {});
  Prng random(1);
  Outputs outputs;
  const Source own{MemberId(1), Incarnation(1)};
  const Slot slot = slot_of("cart");
  const auto run = [&](const Arguments& command) {
    static_cast<void>(store.execute({{OperationId(1)}, command}, own, WallTime{}, random, outputs));
    garbage.changed(slot);
  };
  run({"SADD", "cart", "milk"});
  CHECK(garbage.synced(store).empty());  // no deleted key: nobody waits for news of it
  run({"DEL", "cart"});
  CHECK(garbage.synced(store).contains(slot));
  garbage.collect(store, SlotRange{slot, slot}, outputs);
  CHECK(store.keyspace().tombstones()->count() == 1);
  garbage.collect(store, std::nullopt, outputs);
  CHECK(store.keyspace().tombstones()->count() == 0);
}

// Removals everywhere, cuts, pauses, crashes and lost disks.
void run_random_removals() {
  ClusterFixture cluster = three_members(*rc::gen::element<std::int64_t>(300, 2000, kMiB));
  const int steps = *rc::gen::inRange(1, 60);
  for (int step = 0; step < steps; ++step) {
    const auto dc = *rc::gen::inRange<std::uint32_t>(0, 3);
    const Bytes key = *rc::gen::element<Bytes>("{k}:a", "{k}:b", "c");
    const int what = *rc::gen::inRange(0, 14);
    if (what < 8) {
      const Bytes member(std::to_string(step % 3));
      cluster.ask(dc,
                  *rc::gen::elementOf(std::vector<Arguments>{
                      {"SADD", key, member}, {"SREM", key, member}, {"DEL", key}}),
                  3ms);
    } else if (what == 8) {
      cluster.cut(dc, (dc + 1) % 3);
    } else if (what == 9) {
      cluster.heal();
    } else if (what < 12) {
      const ProcessId victim = cluster.home(dc, key);
      if (what == 10)
        cluster.lose_disk(victim);
      else
        cluster.crash(victim, *rc::gen::inRange<std::size_t>(0, 5));
      cluster.restart(victim);
    } else {
      cluster.run_for(std::chrono::milliseconds(*rc::gen::element(1, 30, 400, 1500)));
    }
  }
  cluster.heal();
  cluster.run_for(10s);
  RC_ASSERT(cluster.converged());
  RC_ASSERT(tombstones_everywhere(cluster) == 0U);
}

TEST_CASE("once the world is quiet all garbage has been collected") {
  CHECK(rc::check(run_random_removals));
}

}  // namespace
}  // namespace faultline::engine::active_active

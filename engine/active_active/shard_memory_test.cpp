// What keys take, and what a shard does when it has no more: refuse, evict, and be out of memory.
#include "engine/active_active/shard_memory.h"

#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"
#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/keyspace_fixture.h"
#include "engine/active_active/last_write_wins_keyspace.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kDot = 16;
constexpr std::size_t kStamp = 8;
const Bytes kTen("0123456789");

// One shard a data center, so that limits are the shard's.
ClusterFixture cluster_with(std::int64_t memory, const std::string& eviction = "noeviction",
                            std::int64_t replication_oom = 0, bool auto_unlatch = true,
                            const EngineKind& kind = active_active_engine()) {
  ParameterValues values = values_of(1, kMiB);
  values["memory"] = {memory};
  values["eviction"] = {eviction};
  values["replication_oom"] = {replication_oom};
  values["oom_auto_unlatch"] = {auto_unlatch};
  return {kind, 2, 1, values};
}

Bytes big_value() {
  return std::string(500, 'x');
}

// Writes keys of one slot of some 650 bytes each until one is refused; how many were taken.
int fill(ClusterFixture& cluster, std::uint32_t datacenter, const std::string& prefix,
         int most = 100, const Arguments& options = {}) {
  for (int i = 0; i < most; ++i) {
    Arguments command{"SET", "{s}" + prefix + std::to_string(i), big_value()};
    command.insert(command.end(), options.begin(), options.end());
    const auto reply = cluster.ask(datacenter, command);
    if (!reply || reply->is_error()) return i;
  }
  return most;
}

const SlotStore& store_of(const ClusterFixture& cluster, std::uint32_t datacenter) {
  return cluster.shard(cluster.home(datacenter, "{s}")).store();
}

template <class Keys>
std::size_t used_after_commands(const std::vector<std::pair<std::size_t, Arguments>>& commands) {
  ReplicaFixture<Keys> replicas;
  std::int64_t wall = 1000;
  for (const auto& [at, command] : commands) {
    replicas.run(at, command, wall += 1000);
    if (wall % 3000 == 0) replicas.sync_all();
  }
  replicas.sync_all();
  // What is kept as keys change is what is found by looking at all of them.
  SlotStore anew(std::make_unique<Keys>());
  Outputs outputs(false);
  for (const auto& [slot, context] : replicas.store(kA).contexts())
    anew.merge(replicas.store(kA).snapshot(slot, SnapshotId(1), outputs), outputs);
  const auto used = [](const SlotStore& store) {
    const Tombstones* tombstones = store.keyspace().tombstones();  // not all go with a snapshot
    return store.used_bytes() - (tombstones == nullptr ? 0 : tombstones->bytes());
  };
  CHECK(used(anew) == used(replicas.store(kA)));
  return anew.used_bytes();
}

const std::vector<std::pair<std::size_t, Arguments>> kMixed = {
    {kA, {"SET", "s", kTen}},
    {kB, {"SET", "s", "other"}},
    {kC, {"INCR", "n"}},
    {kA, {"INCRBYFLOAT", "n", "1.5"}},
    {kA, {"SADD", "set", "a", "bb"}},
    {kB, {"SREM", "set", "a"}},
    {kA, {"HSET", "h", "f", "v"}},
    {kC, {"HSET", "h", "f", "longer"}},
    {kB, {"ZADD", "z", "1", "member"}},
    {kA, {"ZINCRBY", "z", "2", "member"}},
    {kA, {"PEXPIRE", "h", "900000"}},
    {kB, {"APPEND", "s", "more"}},
    {kC, {"DEL", "z"}},
    {kA, {"SADD", "s2", "x"}},
    {kA, {"HDEL", "h", "none"}},
    {kB, {"SET", "set", "now a text"}}};

}  // namespace

TEST_CASE("a key takes its name and value and 64 bytes and its metadata") {
  ReplicaFixture<ConflictFreeKeyspace> replicas;
  CHECK(replicas.store(kA).used_bytes() == 0);
  replicas.run(kA, {"SET", "key", kTen}, 1000);
  // The write's stamp and the deadline that it sets, and the context of the slot.
  const std::size_t metadata = 2 * (kDot + kStamp) + kDot;
  CHECK(replicas.store(kA).used_bytes() == 64 + 3 + 10 + metadata);
  replicas.run(kA, {"SET", "key", ""}, 2000);
  CHECK(replicas.store(kA).used_bytes() == 64 + 3 + metadata);
  replicas.run(kA, {"DEL", "key"}, 3000);
  // The context, and the entry of the deleted key.
  CHECK(replicas.store(kA).used_bytes() == kDot + 3 + kDot);
}

TEST_CASE("containers take their elements by name and value") {
  ReplicaFixture<ConflictFreeKeyspace> replicas;
  replicas.run(kA, {"SADD", "key", "a", "bb"}, 1000);
  CHECK(replicas.store(kA).keyspace().value_bytes() == 64 + 3 + 1 + 2);
  replicas.run(kA, {"HSET", "hash", "field", kTen}, 1000);
  CHECK(replicas.store(kA).keyspace().value_bytes() == 70 + 64 + 4 + 5 + 10);
  replicas.run(kA, {"ZADD", "z", "1.5", "member"}, 1000);
  CHECK(replicas.store(kA).keyspace().value_bytes() == 153 + 64 + 1 + 6 + 8);
  replicas.run(kA, {"SREM", "key", "a"}, 2000);
  CHECK(replicas.store(kA).keyspace().value_bytes() == 232 - 1);
  replicas.run(kA,
               {
                   "DEL",
                   "key",
               },
               2000);
  replicas.run(kA, {"DEL", "hash"}, 2000);
  replicas.run(kA, {"DEL", "z"}, 2000);
  CHECK(replicas.store(kA).keyspace().value_bytes() == 0);
}

TEST_CASE("with last write wins a key takes the same but for the stamp of the whole") {
  ReplicaFixture<LastWriteWinsKeyspace> replicas;
  replicas.run(kA, {"HSET", "hash", "field", kTen}, 1000);
  CHECK(replicas.store(kA).used_bytes() == 64 + 4 + 5 + 10 + kDot + kStamp + kDot);
  replicas.run(kA, {"DEL", "hash"}, 2000);  // its stamp stays
  CHECK(replicas.store(kA).used_bytes() == kDot + kStamp + kDot);
}

TEST_CASE("what keys take is kept as they change and is what one would find by looking") {
  CHECK(used_after_commands<ConflictFreeKeyspace>(kMixed) > 500);
  CHECK(used_after_commands<LastWriteWinsKeyspace>(kMixed) > 500);
}

TEST_CASE("above its limit a shard refuses writes in the words of Redis and lets the rest go on") {
  ClusterFixture cluster = cluster_with(5000);
  const int taken = fill(cluster, kEu, "k");
  CHECK((taken > 5 && taken < 12));
  CHECK(store_of(cluster, kEu).used_bytes() > 5000);
  CHECK(cluster.ask(kEu, {"SET", "{s}more", "v"}) ==
        error_reply("OOM command not allowed when used memory > 'maxmemory'."));
  CHECK(cluster.marks["write_refused_for_memory"] == 2);
  CHECK(cluster.ask(kEu, {"GET", "{s}k0"}) == bulk_reply(big_value()));
  CHECK(cluster.ask(kEu, {"SET", "{s}k0"})->is_error());  // of the command itself
  CHECK(cluster.marks["write_refused_for_memory"] == 2);
  CHECK(cluster.ask(kEu, {"DEL", "{s}k0"}) == integer_reply(1));
  CHECK(cluster.ask(kEu, {"SET", "{s}more", "v"}) == ok_reply());
  CHECK(cluster.marks["key_evicted"] == 0);
}

TEST_CASE("a shard evicts from 80% of its limit on and the other members follow") {
  ClusterFixture cluster = cluster_with(5000, "allkeys-lru");
  CHECK(fill(cluster, kEu, "k", 30) == 30);
  CHECK(store_of(cluster, kEu).used_bytes() < 5000);
  CHECK(cluster.marks["key_evicted"] > 20);
  CHECK(cluster.marks["write_refused_for_memory"] == 0);
  CHECK(cluster.ask(kEu, {"GET", "{s}k0"}) == nil_reply());
  CHECK(cluster.ask(kEu, {"GET", "{s}k29"}) == bulk_reply(big_value()));
  cluster.run_for(1s);
  CHECK(cluster.converged());
  CHECK(cluster.marks["member_out_of_memory"] == 0);
}

TEST_CASE("an eviction is an effect of its own unit on account of the operation that caused it") {
  ClusterFixture cluster = cluster_with(2000, "allkeys-random");
  cluster.observations.clear();
  fill(cluster, kAp, "k", 10);
  cluster.run_for(1s);
  int local = 0;
  int elsewhere = 0;
  for (const Observation& each : cluster.observations) {
    const auto* applied = std::get_if<observation::Applied>(&each);
    if (applied == nullptr || !is_eviction(applied->effect.unit)) continue;
    CHECK(applied->effect.unit == eviction_unit(applied->member));
    ++(applied->how == observation::How::kLocal ? local : elsewhere);
  }
  CHECK(local == cluster.marks["key_evicted"]);
  CHECK(elsewhere == local);
}

TEST_CASE("effects of others make a shard evict too") {
  ClusterFixture cluster = cluster_with(5000, "allkeys-lru");
  cluster.cut(kAp, kEu);
  fill(cluster, kAp, "a", 5);
  fill(cluster, kEu, "e", 5);
  CHECK(cluster.marks["key_evicted"] == 0);
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.marks["key_evicted"] > 0);
  CHECK(cluster.marks["member_out_of_memory"] == 0);
  CHECK(cluster.converged());
}

TEST_CASE("a volatile policy without keys that have deadlines refuses like none") {
  ClusterFixture cluster = cluster_with(5000, "volatile-lru");
  CHECK(fill(cluster, kEu, "k") < 10);
  CHECK(cluster.marks["key_evicted"] == 0);
  CHECK(cluster.marks["write_refused_for_memory"] == 1);
}

TEST_CASE("an eviction that a later stamp beats leaves the key and does not go on for ever") {
  ClusterFixture cluster = cluster_with(4000, "allkeys-lru", 0, true, last_write_wins_engine());
  cluster.clock_offset(kEu) = 10s;
  CHECK(fill(cluster, kEu, "k", 5) == 5);
  cluster.run_for(1s);
  const int before = cluster.marks["key_evicted"];
  fill(cluster, kAp, "a", 3);
  CHECK(cluster.marks["key_evicted"] > before);
  cluster.run_for(1s);
  CHECK(cluster.converged());
}

TEST_CASE(
    "a member that replication brings above its limit stops and is in sync when it has room") {
  ClusterFixture cluster = cluster_with(5000);
  cluster.cut(kAp, kEu);
  fill(cluster, kAp, "a", 5, {"PX", "20000"});
  fill(cluster, kEu, "e", 5, {"PX", "30000"});
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.marks["member_out_of_memory"] == 2);
  CHECK_FALSE(cluster.converged());
  CHECK(cluster.ask(kAp, {"GET", "{s}a0"})->is_error());
  const auto waiting = cluster.describe(cluster.home(kAp, "{s}"));
  REQUIRE_FALSE(waiting.empty());
  CHECK(waiting.front().starts_with("out of memory: "));
  const auto stopped = cluster.describe(cluster.with_role(kAp, "syncer").front());
  CHECK(stopped ==
        std::vector<std::string>{"pull from eu shard 0: waits for memory in local shard 0"});
  const int merged = cluster.marks["full_sync_merged"];
  cluster.run_for(20s);  // ap's keys expire
  CHECK(cluster.marks["full_sync_merged"] > merged);
  CHECK(cluster.ask(kAp, {"GET", "{s}e4"}) == bulk_reply(big_value()));
  CHECK(cluster.ask(kEu, {"GET", "{s}e4"})->is_error());  // its own keys live longer
  cluster.run_for(20s);
  CHECK(cluster.ask(kEu, {"GET", "{s}e4"}) == nil_reply());
  CHECK(cluster.converged());
  for (const Placement& placement : cluster.deployment().placements)
    CHECK(cluster.describe(placement.process).empty());
}

TEST_CASE("a member that is not to go on by itself stays out of sync until it restarts") {
  ClusterFixture cluster = cluster_with(5000, "noeviction", 0, false);
  cluster.cut(kAp, kEu);
  fill(cluster, kAp, "a", 5, {"PX", "20000"});
  fill(cluster, kEu, "e", 5, {"PX", "30000"});
  cluster.heal();
  cluster.run_for(60s);
  CHECK(cluster.ask(kAp, {"GET", "{s}e4"})->is_error());
  CHECK_FALSE(cluster.converged());
  for (const std::uint32_t datacenter : {kAp, kEu}) {
    const ProcessId home = cluster.home(datacenter, "{s}");
    cluster.crash(home, 1000);
    cluster.restart(home);
  }
  cluster.run_for(10s);
  CHECK(cluster.converged());
  CHECK(cluster.ask(kAp, {"GET", "{s}e4"}) == nil_reply());
}

TEST_CASE("a part of the limit kept for replication blocks clients and nobody runs out of memory") {
  ClusterFixture cluster = cluster_with(10'000, "noeviction", 20);
  const int taken = fill(cluster, kEu, "e");
  CHECK((taken > 8 && taken < 14));
  CHECK(cluster.marks["replication_oom_blocked_clients"] == 1);
  CHECK(store_of(cluster, kEu).used_bytes() < 10'000);
  cluster.run_for(1s);
  CHECK(cluster.converged());
  CHECK(fill(cluster, kAp, "a") == 0);
  CHECK(cluster.marks["replication_oom_blocked_clients"] == 2);
  CHECK(cluster.marks["write_refused_for_memory"] == 0);
  CHECK(cluster.ask(kEu, {"GET", "{s}e0"}) == bulk_reply(big_value()));
  CHECK(cluster.ask(kEu, {"DEL", "{s}e0", "{s}e1"}) == integer_reply(2));
  CHECK(cluster.ask(kEu, {"SET", "{s}n", "v"}) == ok_reply());
  CHECK(cluster.marks["member_out_of_memory"] == 0);
}

TEST_CASE("a shard that evicts picks up what it had before a restart") {
  ClusterFixture cluster = cluster_with(5000, "allkeys-lru");
  fill(cluster, kEu, "k", 5);
  const ProcessId home = cluster.home(kEu, "{s}");
  cluster.run_for(2s);
  cluster.crash(home);
  cluster.restart(home);
  cluster.run_for(2s);
  CHECK(fill(cluster, kEu, "n", 10) == 10);
  CHECK(cluster.marks["key_evicted"] > 5);
  cluster.run_for(2s);
  CHECK(cluster.converged());
}

}  // namespace faultline::engine::active_active

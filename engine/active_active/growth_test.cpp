#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

std::size_t slots_of(const ClusterFixture& cluster, ProcessId shard) {
  return cluster.shard(shard).store().contexts().size();
}

// The third host of eu is yet to join.
ClusterFixture two_of_three_hosts() {
  ClusterFixture cluster = clusters_with_standbys(2);
  cluster.set_members(kEu, 2);
  cluster.run_for(4s);
  return cluster;
}

void increment(ClusterFixture& cluster, int keys) {
  for (int i = 0; i < keys; ++i) cluster.ask(kEu, {"INCR", "key:" + std::to_string(i)});
}

TEST_CASE("slots move to a host that is added while clients write and nothing is lost") {
  ClusterFixture cluster = two_of_three_hosts();
  int writes = 0;
  const auto write = [&] {
    const Bytes key = "key:" + std::to_string(writes % 50);
    ++writes;
    CHECK(cluster.ask(kEu, {"INCR", key}) == integer_reply((writes - 1) / 50 + 1));
  };
  while (writes < 300) write();
  const std::vector<ProcessId> shards = cluster.with_role(kEu, "shard");
  CHECK(cluster.marks["slots_handed_over"] == 0);
  cluster.set_members(kEu, 3);
  for (int i = 0; i < 600; ++i) {
    write();
    cluster.run_for(20ms);
  }
  CHECK(cluster.marks["slots_handed_over"] == 2);
  CHECK(cluster.marks["slots_taken"] == 2);
  CHECK(cluster.marks["slot_move_given_up"] == 0);
  CHECK(std::count_if(shards.begin(), shards.end(), [&](ProcessId shard) {
          return cluster.serves(shard) && slots_of(cluster, shard) > 0;
        }) == 3);
  cluster.run_for(3s);
  CHECK(cluster.ask(kAp, {"GET", "key:7"}) == bulk_reply("18"));
  CHECK(cluster.ask(kAp, {"INCR", "key:7"}) == integer_reply(19));
  cluster.run_for(1s);
  CHECK(cluster.ask(kEu, {"GET", "key:7"}) == bulk_reply("19"));
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("the new owner of slots keeps them when it dies just after they came") {
  ClusterFixture cluster = two_of_three_hosts();
  for (int i = 0; i < 60; ++i) cluster.ask(kEu, {"SADD", "key:" + std::to_string(i), "x"});
  cluster.set_members(kEu, 3);
  while (cluster.marks["slots_taken"] == 0) cluster.run_for(10ms);
  const std::vector<ProcessId> shards = cluster.with_role(kEu, "shard");
  const auto owner = std::find_if(shards.rbegin(), shards.rend(), [&](ProcessId shard) {
    return cluster.host_of(shard) == HostId(5) && cluster.serves(shard);
  });
  REQUIRE(owner != shards.rend());
  cluster.crash(*owner);
  cluster.run_for(100ms);
  cluster.restart(*owner);
  cluster.run_for(15s);
  for (int i = 0; i < 60; ++i) {
    INFO(i);
    CHECK(cluster.ask(kEu, {"SISMEMBER", "key:" + std::to_string(i), "x"}) == integer_reply(1));
  }
}

TEST_CASE("what a cut-off member lacks of slots that move comes as updates, from the new owner") {
  ClusterFixture cluster = two_of_three_hosts();
  increment(cluster, 60);
  cluster.run_for(1s);
  cluster.cut(kAp, kEu);
  increment(cluster, 60);
  cluster.set_members(kEu, 3);
  while (cluster.marks["slots_taken"] < 2) cluster.run_for(100ms);
  const int full_syncs = cluster.marks["full_sync_merged"];
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.marks["full_sync_merged"] == full_syncs);
  for (int i = 0; i < 60; ++i)
    CHECK(cluster.ask(kAp, {"GET", "key:" + std::to_string(i)}) == bulk_reply("2"));
}

TEST_CASE("slots whose new owner dies with the move are served by its standby") {
  ClusterFixture cluster = two_of_three_hosts();
  increment(cluster, 60);
  cluster.run_for(1s);
  cluster.set_members(kEu, 3);
  while (cluster.marks["slots_handed_over"] == 0) cluster.run_for(100us);
  cluster.crash_machine(HostId(5));
  cluster.run_for(15s);
  for (int i = 0; i < 60; ++i) {
    INFO(i);
    CHECK(cluster.ask(kEu, {"INCR", "key:" + std::to_string(i)}) == integer_reply(2));
  }
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("what a client sends without waiting stays in order while its slot moves") {
  ClusterFixture cluster = two_of_three_hosts();
  for (int i = 0; i < 20; ++i) cluster.ask(kEu, {"SET", "key:" + std::to_string(i), "0"});
  cluster.set_members(kEu, 3);
  int sent = 0;
  while (cluster.marks["slots_taken"] < 2) {
    ++sent;
    for (int i = 0; i < 20; ++i)
      cluster.ask(kEu, {"SET", "key:" + std::to_string(i), std::to_string(sent)}, Duration(0));
    cluster.run_for(500us);
  }
  cluster.run_for(3s);
  CHECK(sent > 10);
  for (int i = 0; i < 20; ++i)
    CHECK(cluster.ask(kEu, {"GET", "key:" + std::to_string(i)}) ==
          bulk_reply(std::to_string(sent)));
}

TEST_CASE("a request whose slot is just moving is answered once it has moved") {
  ClusterFixture cluster = two_of_three_hosts();
  increment(cluster, 200);
  cluster.set_members(kEu, 3);
  int asked = 0;
  while (cluster.marks["slots_handed_over"] < 2 && asked < 5000) {
    const Bytes key = "key:" + std::to_string(asked++ % 200);
    const auto reply = cluster.ask(kEu, {"INCR", key});
    REQUIRE(reply.has_value());
    CHECK_FALSE(reply->is_error());
  }
  CHECK(cluster.marks["request_for_moved_slot"] > 0);
}

}  // namespace
}  // namespace faultline::engine::active_active

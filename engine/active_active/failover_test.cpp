#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"
#include "engine/active_active/layout.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

ProcessId primary_of(const ClusterFixture& cluster, std::uint32_t datacenter, const Bytes& key) {
  const std::vector<ProcessId> serving = cluster.serving(datacenter, key);
  REQUIRE(serving.size() == 1);
  return serving.front();
}

ClusterFixture ready(std::uint32_t members = 2) {
  ClusterFixture cluster = clusters_with_standbys(members);
  cluster.run_for(4s);
  return cluster;
}

// Asks until somebody serves again; how long that took.
Duration outage(ClusterFixture& cluster, std::uint32_t datacenter, const Bytes& key) {
  Duration waited{};
  while (cluster.serving(datacenter, key).empty() && waited < 60s) {
    cluster.run_for(50ms);
    waited += 50ms;
  }
  return waited;
}

TEST_CASE("a shard's processes are on different hosts and on different racks where there are") {
  std::vector<Machine> machines;
  for (std::uint32_t i = 0; i < 4; ++i)
    machines.push_back({HostId(i), DatacenterId(0), RackId(i / 2), i % 2, "eu", i < 2 ? "a" : "b"});
  for (const bool replica_ha : {false, true}) {
    const Layout layout = Layout::of(machines, {2, true, replica_ha}, 1).front();
    const MemberLayout& member = layout.members().front();
    REQUIRE(member.shard_hosts.size() == 8);
    for (const std::vector<HostId>& hosts : member.shard_hosts) {
      CHECK(hosts.size() == (replica_ha ? 4 : 2));
      CHECK(std::set<HostId>(hosts.begin(), hosts.end()).size() == hosts.size());
      CHECK(hosts[0].value() / 2 != hosts[1].value() / 2);
    }
  }
}

TEST_CASE("with replica_ha the loss of a second machine finds standbys for what the first had") {
  ParameterValues values = values_of(1, kMiB);
  values["standbys"] = {true};
  values["replica_ha"] = {true};
  values["replica_ha_grace"] = {Duration(5s)};
  ClusterFixture cluster(active_active_engine(), 1, 5, values);
  cluster.run_for(4s);
  const auto all_served = [&] {
    for (int i = 0; i < 40; ++i) {
      const auto reply = cluster.ask(kAp, {"INCR", "key:" + std::to_string(i)});
      if (!reply || reply->is_error()) return false;
    }
    return true;
  };
  CHECK(all_served());
  cluster.crash_machine(HostId(4));
  cluster.run_for(4s);
  CHECK(cluster.marks["standby_moved"] == 0);  // within the period of grace
  CHECK(all_served());
  cluster.run_for(6s);
  CHECK(cluster.marks["standby_moved"] == 2);  // that of its own shard, and that which it carried
  cluster.crash_machine(HostId(3));
  cluster.run_for(20s);
  CHECK(all_served());
  CHECK(cluster.marks["standby_moved"] == 2);  // it cools down
}

TEST_CASE("requests for a shard that nobody can serve are refused, not left without an answer") {
  ClusterFixture cluster = ready();
  const ProcessId primary = primary_of(cluster, kEu, "k");
  for (const ProcessId process : cluster.with_role(kEu, "shard"))
    if (!cluster.serves(process)) cluster.crash(process);
  cluster.halt(primary);
  cluster.run_for(3s);
  CHECK(cluster.ask(kEu, {"INCR", "k"}) == error_reply("ERR shard unavailable"));
  cluster.go_on(primary);
  cluster.run_for(3s);
  CHECK(cluster.ask(kEu, {"INCR", "k"}) == integer_reply(1));
}

TEST_CASE("a promoted standby has the backlog of its primary, so that peers get a partial sync") {
  ClusterFixture cluster = ready();
  cluster.cut(kAp, kEu);
  for (int i = 0; i < 20; ++i) cluster.ask(kEu, {"INCR", "visits"});
  const ProcessId primary = primary_of(cluster, kEu, "visits");
  // The standby begins anew, so that those updates are in no record that it is sent.
  for (const ProcessId process : cluster.with_role(kEu, "shard"))
    if (process != primary && !cluster.serves(process)) {
      cluster.crash(process);
      cluster.restart(process);
    }
  cluster.run_for(5s);
  cluster.crash(primary);
  cluster.run_for(5s);
  const int full_syncs = cluster.marks["full_sync_merged"];
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.marks["full_sync_merged"] == full_syncs);
  CHECK(cluster.ask(kAp, {"GET", "visits"}) == bulk_reply("20"));
}

TEST_CASE("a cluster with standbys serves once its manager has granted the roles") {
  ClusterFixture cluster = ready();
  for (const Bytes key : {"a", "b", "c", "d"}) {
    CHECK(cluster.ask(kEu, {"SADD", key, "x"}) == integer_reply(1));
    CHECK(cluster.home(kEu, key) == primary_of(cluster, kEu, key));
  }
  cluster.run_for(100ms);
  CHECK(cluster.ask(kAp, {"SISMEMBER", "a", "x"}) == integer_reply(1));
  CHECK(cluster.marks["standby_promoted"] == 0);
  CHECK(cluster.marks["standby_copied"] == 6);
}

TEST_CASE("a standby takes over within seconds from a machine that dies and has what it was sent") {
  ClusterFixture cluster = ready();
  const ProcessId before = primary_of(cluster, kEu, "k");
  CHECK(cluster.ask(kEu, {"SADD", "k", "x"}) == integer_reply(1));
  cluster.run_for(100ms);
  cluster.crash_machine(cluster.host_of(before));
  const Duration waited = outage(cluster, kEu, "k");
  CHECK(waited > 1s);
  CHECK(waited < 9s);
  CHECK(primary_of(cluster, kEu, "k") != before);
  cluster.run_for(1s);
  // Its client is gone with the proxy of that machine; the peer gets writes of the new primary.
  const Shard& now = cluster.shard(primary_of(cluster, kEu, "k"));
  CHECK(now.store().keyspace().plain_key("k", WallTime{}).has_value());
  CHECK(cluster.ask(kAp, {"SADD", "k", "y"}) == integer_reply(1));
  cluster.run_for(3s);
  CHECK(now.store().context(slot_of("k")).entries().size() == 2);
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("what the standby lacks of its primary's writes comes back from the peers") {
  ClusterFixture cluster = ready(3);
  const ProcessId before = primary_of(cluster, kEu, "k");
  cluster.ask(kEu, {"SADD", "k", "x"});
  cluster.run_for(100ms);
  const Bytes name = cluster.deployment().placements[before.value()].name;
  for (const ProcessId other : cluster.with_role(kEu, "shard")) cluster.lose_all(before, other);
  CHECK(cluster.ask(kEu, {"INCR", "{k}n"}) == integer_reply(1));
  cluster.run_for(100ms);
  cluster.crash(before);
  CHECK(outage(cluster, kEu, "k") < 9s);
  const ProcessId after = primary_of(cluster, kEu, "k");
  REQUIRE(after != before);
  cluster.run_for(5s);
  CHECK(cluster.marks["own_effects_returned"] > 0);
  CHECK(cluster.ask(kEu, {"INCR", "{k}n"}) == integer_reply(2));
  cluster.run_for(5s);
  CHECK(cluster.ask(kUs, {"GET", "{k}n"}) == bulk_reply("2"));
  CHECK_FALSE(cluster.dot_reused);
  CHECK(cluster.shard(after).incarnation() > Incarnation(1));
}

TEST_CASE("a paused primary that comes back steps down before it runs anything") {
  ClusterFixture cluster = ready();
  const ProcessId before = primary_of(cluster, kEu, "k");
  cluster.halt(before);
  cluster.ask(kEu, {"INCR", "k"}, 100ms);  // waits for the paused one
  CHECK(outage(cluster, kEu, "k") < 9s);
  const ProcessId after = primary_of(cluster, kEu, "k");
  REQUIRE(after != before);
  cluster.go_on(before);
  cluster.run_for(2s);
  CHECK(cluster.serving(kEu, "k") == std::vector{after});
  CHECK(cluster.marks["primary_stepped_down"] == 1);
  CHECK(cluster.ask(kEu, {"INCR", "k"}) == integer_reply(1));
}

TEST_CASE("a primary that returns becomes the standby and takes over again when that dies") {
  ClusterFixture cluster = ready();
  const ProcessId first = primary_of(cluster, kEu, "k");
  cluster.ask(kEu, {"SADD", "k", "x"});
  cluster.run_for(100ms);
  cluster.crash(first);
  outage(cluster, kEu, "k");
  const ProcessId second = primary_of(cluster, kEu, "k");
  cluster.restart(first);
  cluster.run_for(3s);
  cluster.crash(second);
  CHECK(outage(cluster, kEu, "k") < 9s);
  CHECK(primary_of(cluster, kEu, "k") == first);
  CHECK(cluster.ask(kEu, {"SISMEMBER", "k", "x"}) == integer_reply(1));
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("a cluster without most of its managers serves nothing once the leases are over") {
  ClusterFixture cluster = ready();
  const std::vector<ProcessId> managers = cluster.with_role(kEu, "manager");
  cluster.crash(managers[0]);
  cluster.run_for(8s);
  CHECK(cluster.serving(kEu, "k").size() == 1);
  cluster.crash(managers[1]);
  cluster.run_for(8s);
  CHECK(cluster.serving(kEu, "k").empty());
  CHECK(cluster.ask(kEu, {"GET", "k"}) == error_reply("ERR shard unavailable"));
  cluster.restart(managers[0]);
  CHECK(outage(cluster, kEu, "k") < 12s);
}

TEST_CASE("shards obey new managers after most of them have lost their disks") {
  ClusterFixture cluster = ready();
  cluster.ask(kEu, {"SADD", "k", "x"});
  cluster.crash(primary_of(cluster, kEu, "k"));
  outage(cluster, kEu, "k");
  const std::vector<ProcessId> managers = cluster.with_role(kEu, "manager");
  for (const std::size_t lost : {0, 1}) {
    cluster.lose_disk(managers[lost]);
    cluster.restart(managers[lost]);
  }
  cluster.run_for(30s);
  for (const Bytes key : {"a", "b", "c", "d"}) CHECK(cluster.serving(kEu, key).size() == 1);
}

TEST_CASE("whoever served goes on with what it has when all managers have lost their disks") {
  ClusterFixture cluster = ready();
  cluster.crash(primary_of(cluster, kEu, "k"));
  outage(cluster, kEu, "k");
  const ProcessId promoted = primary_of(cluster, kEu, "k");
  for (const ProcessId process : cluster.with_role(kEu, "shard"))
    if (!cluster.serves(process)) cluster.restart(process);
  cluster.run_for(3s);
  cluster.cut(kAp, kEu);
  CHECK(cluster.ask(kEu, {"SADD", "k", "told nobody abroad"}) == integer_reply(1));
  for (const ProcessId manager : cluster.with_role(kEu, "manager")) {
    cluster.lose_disk(manager);
    cluster.restart(manager);
  }
  cluster.run_for(30s);
  CHECK(primary_of(cluster, kEu, "k") == promoted);
  CHECK(cluster.ask(kEu, {"SCARD", "k"}) == integer_reply(1));
  CHECK(cluster.ask(kEu, {"SADD", "k", "later"}) == integer_reply(1));
  cluster.heal();
  cluster.run_for(5s);
  CHECK(cluster.ask(kAp, {"SCARD", "k"}) == integer_reply(2));
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("another syncer pulls when the machine of the first one dies") {
  ClusterFixture cluster = ready();
  cluster.crash(cluster.with_role(kEu, "syncer").front());
  cluster.run_for(5s);
  CHECK(cluster.ask(kAp, {"SADD", "k", "x"}) == integer_reply(1));
  cluster.run_for(200ms);
  CHECK(cluster.ask(kEu, {"SISMEMBER", "k", "x"}) == integer_reply(1));
}

}  // namespace
}  // namespace faultline::engine::active_active

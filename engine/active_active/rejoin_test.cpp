// A data center that is removed from the database, and joins it again as a new one.
#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

std::optional<Reply> add(ClusterFixture& cluster, std::uint32_t datacenter, const char* member) {
  return cluster.ask(datacenter, {"SADD", "cart", member});
}

std::optional<Reply> members_of(ClusterFixture& cluster, std::uint32_t datacenter) {
  return cluster.ask(datacenter, {"SCARD", "cart"});
}

// It is cut off from the others when it takes a last write.
void remove_us_with_something_untold(ClusterFixture& cluster) {
  cluster.cut(kUs, kEu);
  cluster.cut(kUs, kAp);
  add(cluster, kUs, "untold");
  cluster.set_members({kAp, kEu});
  cluster.heal();
}

bool refused(const std::optional<Reply>& reply) {
  return reply && reply->is_error();
}

TEST_CASE("a removed member answers no client and is neither heard nor told") {
  ClusterFixture cluster = three_members();
  add(cluster, kUs, "before");
  cluster.run_for(50ms);
  cluster.set_members({kAp, kEu});
  CHECK(refused(add(cluster, kUs, "meanwhile")));
  CHECK(refused(members_of(cluster, kUs)));
  add(cluster, kEu, "later");
  cluster.run_for(5s);
  CHECK(members_of(cluster, kAp) == integer_reply(2));
  for (const ProcessId shard : cluster.with_role(kUs, "shard"))
    CHECK(cluster.shard(shard).store().contexts().empty());
  for (const std::uint32_t datacenter : {kAp, kEu, kUs})
    CHECK(cluster.describe(cluster.with_role(datacenter, "syncer").front()).empty());
}

TEST_CASE("what a member had not told anybody goes with its removal and the rest returns to it") {
  ClusterFixture cluster = three_members();
  add(cluster, kUs, "told");
  cluster.run_for(50ms);
  remove_us_with_something_untold(cluster);
  cluster.run_for(1s);
  cluster.set_members({kAp, kEu, kUs});
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(members_of(cluster, kUs) == integer_reply(1));
  CHECK(cluster.marks["joined_as_new"] == 2);
  CHECK(cluster.marks["full_sync_merged"] > 0);
  CHECK(cluster.marks["own_effects_returned"] > 0);
  add(cluster, kUs, "new life");
  cluster.run_for(1s);
  CHECK(members_of(cluster, kEu) == integer_reply(2));
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE(
    "a member that joins answers reads at once and writes after the first sync of all others") {
  ClusterFixture cluster = three_members();
  add(cluster, kEu, "milk");
  cluster.set_members({kAp, kEu});
  cluster.cut(kUs, kAp);
  cluster.set_members({kAp, kEu, kUs});
  CHECK_FALSE(refused(members_of(cluster, kUs)));
  CHECK(refused(add(cluster, kUs, "too early")));
  cluster.run_for(5s);
  CHECK(members_of(cluster, kUs) == integer_reply(1));
  CHECK(refused(add(cluster, kUs, "still too early")));
  cluster.heal();
  cluster.run_for(5s);
  CHECK(add(cluster, kUs, "bread") == integer_reply(1));
}

TEST_CASE("what reached only some before a member was removed reaches the others from them") {
  ParameterValues values = values_of(2, kMiB);
  values["causal_consistency"] = {GENERATE(false, true)};
  ClusterFixture cluster(active_active_engine(), 3, 1, values);
  cluster.cut(kUs, kAp);
  cluster.cut(kEu, kAp);
  add(cluster, kUs, "to eu only");
  cluster.run_for(50ms);
  CHECK(members_of(cluster, kAp) == integer_reply(0));
  cluster.set_members({kAp, kEu});
  cluster.heal();
  cluster.run_for(5s);
  CHECK(members_of(cluster, kAp) == integer_reply(1));
}

TEST_CASE("a member that crashes while it joins goes on joining") {
  ClusterFixture cluster = three_members();
  add(cluster, kEu, "milk");
  cluster.set_members({kAp, kEu});
  cluster.cut(kUs, kAp);
  cluster.set_members({kAp, kEu, kUs});
  cluster.run_for(5s);
  const ProcessId home = cluster.home(kUs, "cart");
  cluster.crash(home);
  cluster.restart(home);
  cluster.run_for(5s);
  CHECK(refused(add(cluster, kUs, "too early")));
  cluster.heal();
  cluster.run_for(5s);
  CHECK(add(cluster, kUs, "bread") == integer_reply(1));
  cluster.run_for(1s);
  CHECK(cluster.converged());
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("the last member takes writes alone and whoever joins it is sent what there is") {
  ClusterFixture cluster = three_members();
  add(cluster, kEu, "milk");
  cluster.set_members({kAp});
  CHECK(add(cluster, kAp, "bread") == integer_reply(1));
  cluster.set_members({kAp, kEu});
  cluster.run_for(5s);
  CHECK(add(cluster, kEu, "eggs") == integer_reply(1));
  cluster.set_members({kAp, kEu, kUs});
  cluster.run_for(5s);
  CHECK(cluster.converged());
  CHECK(members_of(cluster, kUs) == members_of(cluster, kAp));
}

TEST_CASE("a cluster with standbys joins as new too, and a standby promoted then has all of it") {
  ClusterFixture cluster = clusters_with_standbys(3);
  cluster.run_for(4s);
  add(cluster, kUs, "told");
  cluster.run_for(500ms);
  remove_us_with_something_untold(cluster);
  cluster.run_for(5s);
  CHECK(refused(add(cluster, kUs, "meanwhile")));
  cluster.set_members({kAp, kEu, kUs});
  cluster.run_for(15s);
  CHECK(members_of(cluster, kUs) == integer_reply(1));
  CHECK(add(cluster, kUs, "new life") == integer_reply(1));
  cluster.run_for(1s);
  const std::vector<ProcessId> serving = cluster.serving(kUs, "cart");
  REQUIRE(serving.size() == 1);
  cluster.crash_machine(cluster.host_of(serving.front()));
  cluster.run_for(8s);
  CHECK(add(cluster, kUs, "after the failover") == integer_reply(1));
  cluster.run_for(1s);
  for (const std::uint32_t datacenter : {kAp, kEu, kUs})
    CHECK(members_of(cluster, datacenter) == integer_reply(3));
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("the last data center left, with standbys, is removed and takes writes when it returns") {
  ClusterFixture cluster = clusters_with_standbys(2);
  cluster.run_for(4s);
  cluster.set_members({kAp});
  cluster.set_members(std::set<std::uint32_t>{});
  cluster.run_for(1s);
  cluster.set_members({kAp});
  cluster.run_for(15s);
  CHECK(add(cluster, kAp, "bread") == integer_reply(1));
}

TEST_CASE("others find the primaries of a data center that comes back with empty disks") {
  ClusterFixture cluster = clusters_with_standbys(2);
  cluster.run_for(4s);
  cluster.crash(cluster.serving(kEu, "cart").front());
  cluster.run_for(5s);
  cluster.set_members({kAp});
  for (const HostId host : {HostId(3), HostId(4), HostId(5)}) cluster.crash_machine(host);
  for (const char* role : {"shard", "manager", "syncer", "proxy"})
    for (const ProcessId process : cluster.with_role(kEu, role)) cluster.lose_disk(process);
  cluster.run_for(1s);
  for (const HostId host : {HostId(3), HostId(4), HostId(5)}) cluster.restart_machine(host);
  cluster.set_members({kAp, kEu});
  cluster.run_for(30s);
  CHECK(cluster.ask(kEu, {"SADD", "cart", "bread"}) == integer_reply(1));
  cluster.run_for(5s);
  CHECK(members_of(cluster, kAp) == integer_reply(1));
  CHECK_FALSE(cluster.dot_reused);
}

TEST_CASE("last write wins joins by the same rules") {
  ClusterFixture cluster(last_write_wins_engine(), 2, 1, values_of(2, kMiB));
  cluster.ask(kEu, {"SET", "k", "v"});
  cluster.run_for(50ms);
  cluster.set_members({kAp});
  cluster.set_members({kAp, kEu});
  cluster.run_for(5s);
  CHECK(cluster.ask(kEu, {"GET", "k"}) == bulk_reply("v"));
  CHECK(cluster.ask(kEu, {"SET", "k", "w"}) == ok_reply());
  cluster.run_for(1s);
  CHECK(cluster.converged());
}

}  // namespace
}  // namespace faultline::engine::active_active

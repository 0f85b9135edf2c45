// Several databases on one cluster: they share machines and proxies, and nothing else.
#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

constexpr Port kShop{0};
constexpr Port kBank{1};

ClusterFixture two_databases(bool standbys) {
  ParameterValues values = values_of(1, kMiB);
  values["standbys"] = {standbys};
  return {active_active_engine(), machines_of(2, 3), values, 2};
}

std::string name_of(const ClusterFixture& cluster, ProcessId process) {
  return cluster.deployment().placements[process.value()].name;
}

TEST_CASE("the same key in two databases is two keys, in every data center") {
  ClusterFixture cluster = two_databases(false);
  cluster.ask(kAp, {"SET", "key", "shop"}, 5s, kShop);
  cluster.ask(kEu, {"SET", "key", "bank"}, 5s, kBank);
  cluster.run_for(1s);
  for (const std::uint32_t datacenter : {kAp, kEu}) {
    CHECK(cluster.ask(datacenter, {"GET", "key"}, 5s, kShop) == bulk_reply("shop"));
    CHECK(cluster.ask(datacenter, {"GET", "key"}, 5s, kBank) == bulk_reply("bank"));
    CHECK(cluster.ask(datacenter, {"DBSIZE"}, 5s, kBank) == integer_reply(1));
  }
  CHECK(cluster.home(kAp, "key", kShop) != cluster.home(kAp, "key", kBank));
}

TEST_CASE("databases share proxies and have every other process of their own") {
  const ClusterFixture cluster = two_databases(true);
  std::map<std::string, int> placed;
  for (const Placement& placement : cluster.deployment().placements) ++placed[placement.role];
  CHECK(placed == std::map<std::string, int>{
                      {"proxy", 6}, {"shard", 2 * 2 * 6}, {"syncer", 2 * 6}, {"manager", 2 * 6}});
  CHECK(name_of(cluster, cluster.home(kAp, "key", kBank)).find("db1-shard-") != std::string::npos);
}

TEST_CASE("a database whose shards are down leaves the others alone") {
  ClusterFixture cluster = two_databases(false);
  cluster.crash(cluster.home(kAp, "key", kBank));
  cluster.run_for(10ms);
  CHECK(cluster.ask(kAp, {"GET", "key"}, 5s, kBank) == error_reply("ERR shard unavailable"));
  CHECK(cluster.ask(kAp, {"INCR", "key"}, 5s, kShop) == integer_reply(1));
}

TEST_CASE("each database promotes standbys of its own, and its clients alone are told") {
  ClusterFixture cluster = two_databases(true);
  cluster.run_for(2s);
  for (const Port database : {kShop, kBank})
    CHECK(cluster.ask(kAp, {"INCR", "key"}, 5s, database) == integer_reply(1));
  cluster.run_for(500ms);
  cluster.crash(cluster.home(kAp, "key", kBank));
  cluster.run_for(5s);
  CHECK(cluster.marks["standby_promoted"] == 1);
  for (const Port database : {kShop, kBank})
    CHECK(cluster.ask(kAp, {"INCR", "key"}, 5s, database) == integer_reply(2));
}

TEST_CASE("processes of different databases are copies of different data") {
  const ClusterFixture cluster = two_databases(true);
  std::map<std::uint32_t, std::set<std::string>> databases;
  for (const ProcessId process : cluster.with_role(kAp, "shard"))
    databases[cluster.deployment().copy_of(process)].insert(
        name_of(cluster, process).find("db0-") != std::string::npos ? "shop" : "bank");
  REQUIRE(databases.size() == 2);
  for (const auto& [copy, served] : databases) CHECK(served.size() == 1);
}

}  // namespace
}  // namespace faultline::engine::active_active

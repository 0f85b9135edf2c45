#include "engine/active_active/deploy.h"

#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

TEST_CASE("a deployment puts a proxy and shards on every host and a syncer on the first") {
  const Deployment deployment =
      active_active_engine().deploy(machines_of(2, 2), values_of(2, kMiB), 1);
  REQUIRE(deployment.placements.size() == 2U * (2U * 3U + 1U));
  const std::vector<std::string> names{"ap/a/0/proxy",   "ap/a/0/shard-0", "ap/a/0/shard-1",
                                       "ap/a/0/syncer",  "ap/a/1/proxy",   "ap/a/1/shard-2",
                                       "ap/a/1/shard-3", "eu/a/0/proxy"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Placement& placement = deployment.placements[i];
    CHECK(placement.name == names[i]);
    CHECK(placement.process == ProcessId(static_cast<std::uint32_t>(i)));
    CHECK(placement.is_replica == (placement.role == "shard"));
  }
  for (const ProcessId replica : deployment.replicas_of("foo", {}))
    CHECK(deployment.placements[replica.value()].role == "shard");
}

TEST_CASE("a deployment tells how wide its counters are") {
  const std::vector<Machine> machines = machines_of(2, 2);
  CHECK(active_active_engine().deploy(machines, values_of(2, kMiB), 1).counter_bits == 59);
  CHECK(last_write_wins_engine().deploy(machines, values_of(2, kMiB), 1).counter_bits == 64);
}

TEST_CASE("only a deployment with causal consistency promises causal order") {
  const std::vector<Machine> machines = machines_of(2, 1);
  ParameterValues values = values_of(2, kMiB);
  CHECK_FALSE(active_active_engine().deploy(machines, values, 1).causal);
  CHECK_FALSE(last_write_wins_engine().deploy(machines, values, 1).causal);
  values["causal_consistency"] = {true};
  CHECK(active_active_engine().deploy(machines, values, 1).causal);
}

}  // namespace
}  // namespace faultline::engine::active_active

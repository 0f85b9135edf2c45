#include "engine/dynomite/deploy.h"

#include <catch2/catch.hpp>

#include "engine/dynomite/dynomite.h"
#include "engine/dynomite/test_cluster.h"

namespace faultline::engine::dynomite {
namespace {

const Shape kShape = {{"eu-west/a", 2}, {"eu-west/b", 1}, {"us-east/a", 2}};

std::vector<std::string> names(const Deployment& deployment, const std::vector<ProcessId>& ids) {
  std::vector<std::string> found;
  for (const ProcessId id : ids) found.push_back(deployment.placements[id.value()].name);
  return found;
}

}  // namespace

TEST_CASE("each host carries a Redis that is a replica and a node that is none") {
  const auto machines = machines_of(kShape);
  const Deployment deployment = deploy_dynomite(machines, {});
  REQUIRE(deployment.placements.size() == 10);
  for (std::size_t i = 0; i < deployment.placements.size(); ++i) {
    const Placement& placement = deployment.placements[i];
    CHECK(placement.process.value() == i);
    CHECK(placement.host == machines[i / 2].host);
    CHECK(placement.is_replica == (placement.role == "redis"));
  }
  CHECK(deployment.placements[0].name == "eu-west/a/0/redis");
  CHECK(deployment.placements[9].name == "us-east/a/1/dynomite");
  CHECK(deployment.arbitration == Arbitration::kArrivalOrder);
}

TEST_CASE("a key's replicas are its owners, one a rack, in the order of data center and rack") {
  const Deployment deployment = deploy_dynomite(machines_of(kShape), {});
  CHECK(names(deployment, deployment.replicas_of("key:0", {})) ==
        std::vector<std::string>{"eu-west/a/0/redis", "eu-west/b/0/redis", "us-east/a/0/redis"});
  CHECK(names(deployment, deployment.replicas_of("key:1", {})) ==
        std::vector<std::string>{"eu-west/a/1/redis", "eu-west/b/0/redis", "us-east/a/1/redis"});
}

TEST_CASE("given tokens place the keys of the rack they name") {
  DynomiteConfig config;
  config.tokens[{"eu-west", "a"}] = {{3579139412}, {1431655765}};
  const Deployment deployment = deploy_dynomite(machines_of(kShape), config);
  // key:0 hashes to 1895216676.
  CHECK(names(deployment, deployment.replicas_of("key:0", {}))[0] == "eu-west/a/0/redis");
  CHECK(names(deployment, deployment.replicas_of("key:1", {}))[0] == "eu-west/a/1/redis");
}

TEST_CASE("a client prefers its host, then its rack, then other racks, never another data center") {
  const auto machines = machines_of(kShape);
  const Deployment deployment = deploy_dynomite(machines, {});
  const auto client = deployment.make_client({}, machines[1].host, {});
  Prng random(1);
  std::vector<ProcessId> tried;
  Input input = input::Started{};
  while (tried.size() < 10) {
    Outputs outputs;
    client->step(input, {WallTime(), MonotonicTime(), random}, outputs);
    if (outputs.list().empty()) break;
    const auto& connect = std::get<output::Connect>(outputs.list().at(0));
    tried.push_back(connect.to);
    input = input::Refused{connect.connection};
  }
  CHECK(names(deployment, tried) == std::vector<std::string>{"eu-west/a/1/dynomite",
                                                             "eu-west/a/0/dynomite",
                                                             "eu-west/b/0/dynomite"});
}

TEST_CASE("the engine's parameters deploy it") {
  const EngineKind kind = dynomite_engine();
  CHECK(kind.name == "dynomite");
  const auto word = [](const char* text) { return ParameterValue{std::string(text)}; };
  const auto number = [](std::int64_t value) { return ParameterValue{value}; };
  ParameterValues values = {{"persistence", word("aof")},
                            {"manager", word("none")},
                            {"conflict", word("timestamp")},
                            {"read", word("DC_QUORUM")},
                            {"write", word("DC_SAFE_QUORUM")},
                            {"other_levels_at", {Names{"eu-west/b", "us-east/a/1"}}},
                            {"read_there", word("DC_ONE")},
                            {"write_there", word("DC_QUORUM")},
                            {"each_mode", word("documented")},
                            {"secure_server_option", word("all")},
                            {"hash", word("md5")},
                            {"hash_tag", word("{}")},
                            {"tokens_per_node", number(4)},
                            {"local_peer_connections", number(2)},
                            {"remote_peer_connections", number(3)},
                            {"datastore_connections", number(5)},
                            {"conn_msg_rate", number(100)},
                            {"timeout_factor", number(2)},
                            {"enable_gossip", {true}},
                            {"gos_interval", {Duration(std::chrono::seconds(5))}}};
  CHECK(kind.parameters.size() == values.size());
  const auto machines = machines_of(kShape);
  CHECK(kind.deploy(machines, values, 1).placements.size() == 10);
  const DynomiteConfig config = dynomite_config(values);
  CHECK(config.append_only);
  CHECK(config.hash == HashFunction::kMd5);
  CHECK(config.hash_tag->open == '{');
  CHECK(config.tokens_a_node == 4);
  CHECK(config.node.stamps());
  CHECK(config.node.each_as_documented);
  CHECK(config.node.encrypted_between_datacenters);
  CHECK(config.node.remote_peer_connections == 3);
  CHECK(config.node.messages_per_second == 100);
  CHECK(config.node.timeout_factor == 2);
  CHECK(config.node.gossip);
  CHECK(config.node.gossip_interval == std::chrono::seconds(5));
  for (const Machine& machine : machines) {
    const bool other = machine.name() == "eu-west/b/0" || machine.name() == "us-east/a/1";
    const NodeSettings settings = config.settings_of(machine);
    CHECK(settings.read == (other ? Consistency::kDcOne : Consistency::kDcQuorum));
    CHECK(settings.write == (other ? Consistency::kDcQuorum : Consistency::kDcSafeQuorum));
    CHECK(settings.stamps() == !other);
  }
  values["manager"] = word("warm_up");
  values["hash_tag"] = word("none");
  CHECK(kind.deploy(machines, values, 1).placements.size() == 15);
  CHECK_FALSE(dynomite_config(values).hash_tag.has_value());
}

}  // namespace faultline::engine::dynomite

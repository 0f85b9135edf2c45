// How a manager brings a node back whose machine was down (shared dynomite/facts.md 8 and 12).
#include <catch2/catch.hpp>
#include <chrono>

#include "engine/datatypes/plain_keyspace.h"
#include "engine/dynomite/test_cluster.h"

namespace faultline::engine::dynomite {
namespace {

using namespace std::chrono_literals;

const Shape kThreeRacks = {{"dc1/r1", 1}, {"dc1/r2", 1}, {"dc1/r3", 1}};
const Shape kOneRack = {{"dc1/r1", 1}};

DynomiteConfig managed() {
  DynomiteConfig config;
  config.managed = true;
  return config;
}

void crash(TestCluster& cluster, const std::string& host) {
  for (const char* role : {"/manager", "/dynomite", "/redis"})
    cluster.kill(cluster.process(host + role));
}
void restart(TestCluster& cluster, const std::string& host) {
  for (const char* role : {"/redis", "/dynomite", "/manager"})
    cluster.start(cluster.process(host + role));
}
bool holds(TestCluster& cluster, const std::string& host, const Bytes& key) {
  return cluster.content(host, key).has_value();
}

}  // namespace

TEST_CASE("a machine that comes back empty has its peer's keys before its node starts") {
  TestCluster cluster(kThreeRacks, managed());
  const ProcessId client = cluster.add_client("dc1/r1/0");
  cluster.ask(client, {"SET", "before", "1"});
  crash(cluster, "dc1/r2/0");
  cluster.ask(client, {"SET", "during", "1"});
  cluster.run_for(5s);
  restart(cluster, "dc1/r2/0");
  cluster.run_for(9s);  // 2 s it looks, 5 s its Redis starts, 2 s it chooses
  CHECK(holds(cluster, "dc1/r2/0", "before"));
  CHECK(holds(cluster, "dc1/r2/0", "during"));
  CHECK(cluster.waiting(cluster.process("dc1/r2/0/dynomite")).front() == "its manager's word");
  cluster.ask(client, {"SET", "while copying", "1"});
  CHECK(holds(cluster, "dc1/r2/0", "while copying"));
}

TEST_CASE("what is written between the copy's end and the peers' next try is missing") {
  TestCluster cluster(kThreeRacks, managed());
  const ProcessId client = cluster.add_client("dc1/r1/0");
  crash(cluster, "dc1/r2/0");
  cluster.run_for(30s);  // by now peers try each ten seconds
  restart(cluster, "dc1/r2/0");
  cluster.run_for(20s);  // one look at the copy
  CHECK(cluster.marks("dynomite_full_copy") == 1);
  cluster.ask(client, {"SET", "in the window", "1"});
  CHECK_FALSE(holds(cluster, "dc1/r2/0", "in the window"));
  cluster.run_for(30s);
  cluster.ask(client, {"SET", "afterwards", "1"});
  CHECK(holds(cluster, "dc1/r2/0", "afterwards"));
  CHECK_FALSE(holds(cluster, "dc1/r2/0", "in the window"));
}

TEST_CASE("a node that resumes answers no reads for fifteen seconds") {
  TestCluster cluster(kThreeRacks, managed());
  crash(cluster, "dc1/r2/0");
  restart(cluster, "dc1/r2/0");
  cluster.run_for(20s);
  const ProcessId client = cluster.add_client("dc1/r2/0");
  const auto read = [&] { return cluster.answer(cluster.ask(client, {"GET", "k"}))->reply; };
  CHECK(read() ==
        error_reply("ERR Dynomite: Dynomite's current state does not allow this request"));
  cluster.run_for(15s);
  CHECK(read() == nil_reply());
}

TEST_CASE("a Dynomite that restarts alone is not warmed up") {
  TestCluster cluster(kThreeRacks, managed());
  cluster.run_for(60s);
  cluster.kill(cluster.process("dc1/r2/0/dynomite"));
  cluster.start(cluster.process("dc1/r2/0/dynomite"));
  cluster.run_for(2s);
  CHECK(cluster.marks("dynomite_warm_up") == 0);
  CHECK(cluster.waiting(cluster.process("dc1/r2/0/dynomite")).empty());
}

TEST_CASE("without a peer in another rack a node starts empty") {
  TestCluster cluster(kOneRack, managed());
  crash(cluster, "dc1/r1/0");
  restart(cluster, "dc1/r1/0");
  cluster.run_for(10s);
  CHECK(cluster.waiting(cluster.process("dc1/r1/0/dynomite")).empty());
  CHECK(cluster.marks("dynomite_warm_up") == 0);
}

TEST_CASE("a node whose peers cannot be reached stays down") {
  TestCluster cluster(kThreeRacks, managed());
  for (const char* host : {"dc1/r1/0", "dc1/r2/0", "dc1/r3/0"}) crash(cluster, host);
  restart(cluster, "dc1/r2/0");
  cluster.run_for(60s);
  CHECK(cluster.marks("dynomite_warm_up_failed") == 1);
  CHECK(cluster.waiting(cluster.process("dc1/r2/0/dynomite")).front() == "its manager's word");
  CHECK(cluster.waiting(cluster.process("dc1/r2/0/manager")) ==
        std::vector<std::string>{"nobody to warm up from"});
}

}  // namespace faultline::engine::dynomite

#include "engine/dynomite/storage_client.h"

#include <catch2/catch.hpp>

#include "engine/dynomite/test_cluster.h"

using namespace faultline::engine;
using namespace faultline::engine::dynomite;

TEST_CASE("a client at the store writes and reads past the node, and no replica hears of it") {
  TestCluster cluster({{"dc/r1", 1}, {"dc/r2", 1}});
  const ProcessId client = cluster.add_storage_client("dc/r1/0");
  const OperationId set = cluster.ask(client, {"SET", "k", "v"});
  const OperationId get = cluster.ask(client, {"GET", "k"});
  REQUIRE(cluster.answer(set) != nullptr);
  CHECK(cluster.answer(set)->reply == ok_reply());
  REQUIRE(cluster.answer(get) != nullptr);
  CHECK(cluster.answer(get)->reply == bulk_reply("v"));
  CHECK(cluster.content("dc/r1/0", "k").has_value());
  CHECK_FALSE(cluster.content("dc/r2/0", "k").has_value());
}

TEST_CASE("a client at a dead store is refused, and served once it is back") {
  TestCluster cluster({{"dc/r1", 1}});
  const ProcessId client = cluster.add_storage_client("dc/r1/0");
  cluster.ask(client, {"GET", "k"});
  cluster.kill(cluster.process("dc/r1/0/redis"));
  const OperationId refused = cluster.ask(client, {"GET", "k"});
  REQUIRE(cluster.answer(refused) != nullptr);
  CHECK(cluster.answer(refused)->outcome == output::Outcome::kFailed);
  cluster.start(cluster.process("dc/r1/0/redis"));
  const OperationId served = cluster.ask(client, {"GET", "k"});
  REQUIRE(cluster.answer(served) != nullptr);
  CHECK(cluster.answer(served)->reply == nil_reply());
}

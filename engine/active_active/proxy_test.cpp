#include "engine/active_active/proxy.h"

#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a proxy refuses writes over slots and splits reads over them") {
  ClusterFixture cluster(active_active_engine(), 1, 2, values_of(2, kMiB));
  CHECK(cluster.ask(kAp, {"DEL", "foo", "bar"}) ==
        error_reply("CROSSSLOT Keys in request don't hash to the same slot"));
  cluster.ask(kAp, {"SET", "foo", "1"});
  cluster.ask(kAp, {"SET", "bar", "2"});
  CHECK(cluster.ask(kAp, {"MGET", "bar", "none", "foo"}) ==
        Reply{std::vector<Reply>{bulk_reply("2"), nil_reply(), bulk_reply("1")}});
  CHECK(cluster.ask(kAp, {"EXISTS", "foo", "bar", "none"}) == integer_reply(2));
}

TEST_CASE("no command leaves its cluster, only what it did") {
  ClusterFixture cluster = three_members();
  const std::vector<Arguments> commands = {
      {"SADD", "cart", "milk-and-honey"},    {"INCRBYFLOAT", "price", "2.5"},
      {"SETRANGE", "text", "3", "a stamp"},  {"HINCRBY", "visits", "front page", "7"},
      {"ZADD", "board", "GT", "41", "anna"}, {"GETSET", "text", "another value"}};
  for (const Arguments& command : commands) REQUIRE_FALSE(cluster.ask(kEu, command)->is_error());
  cluster.run_for(1s);
  for (const Arguments& command : commands)
    CHECK(cluster.sent_abroad.find(command[0].view()) == std::string::npos);
  for (const char* effect : {"milk-and-honey", "front page", "anna", "another value"})
    CHECK(cluster.sent_abroad.find(effect) != std::string::npos);
  CHECK(cluster.ask(kUs, {"HGET", "visits", "front page"}) == bulk_reply("7"));
}

TEST_CASE("requests wait two seconds for a shard that is away") {
  ClusterFixture cluster = three_members();
  const ProcessId home = cluster.home(kEu, "cart");
  cluster.crash(home);
  cluster.run_for(10ms);
  CHECK(cluster.ask(kEu, {"GET", "cart"}) == error_reply("ERR shard unavailable"));
  CHECK(cluster.ask(kEu, {"GET", "cart"}, 1s) == std::nullopt);
  cluster.restart(home);
  // Its answer to the request that waited comes first.
  CHECK(cluster.ask(kEu, {"GET", "cart"}) == nil_reply());
}

TEST_CASE("requests under way when a shard dies are answered with an error") {
  ClusterFixture cluster = three_members();
  const ProcessId home = cluster.home(kEu, "cart");
  // Sent to the proxy and on to the shard, but not yet answered.
  CHECK(cluster.ask(kEu, {"GET", "other"}) == nil_reply());
  CHECK(cluster.ask(kEu, {"SADD", "cart", "x"}, ClusterFixture::kLatency) == std::nullopt);
  cluster.crash(home);
  CHECK(cluster.ask(kEu, {"GET", "cart"}) == error_reply("ERR shard connection lost"));
}

}  // namespace
}  // namespace faultline::engine::active_active

// A node as coordinator with levels above DC_ONE (shared dynomite/facts.md 4 and 7).
#include <catch2/catch.hpp>
#include <chrono>

#include "engine/datatypes/plain_keyspace.h"
#include "engine/dynomite/test_cluster.h"

namespace faultline::engine::dynomite {
namespace {

using namespace std::chrono_literals;

const Shape kTwoDatacenters = {{"dc1/r1", 1}, {"dc1/r2", 1}, {"dc1/r3", 1},
                               {"dc2/r1", 1}, {"dc2/r2", 1}, {"dc2/r3", 1}};
const Reply kNoQuorum = error_reply("ERR Dynomite: Failed to achieve Quorum");

DynomiteConfig at_level(Consistency level) {
  DynomiteConfig config;
  config.node.read = level;
  config.node.write = level;
  return config;
}
DynomiteConfig with_stamps() {
  DynomiteConfig config = at_level(Consistency::kDcSafeQuorum);
  config.node.read_repairs = true;
  return config;
}

// What is asked of a coordinator and of stores, one after the other, each in a moment of its own.
class Clients {
 public:
  explicit Clients(const DynomiteConfig& config) : cluster(kTwoDatacenters, config) {}
  Reply ask(const std::string& host, const Arguments& command) {
    cluster.run_for(5ms);
    const auto found = clients_.find(host);
    const ProcessId client =
        found == clients_.end() ? clients_[host] = cluster.add_client(host) : found->second;
    const auto* respond = cluster.answer(cluster.ask(client, command));
    return respond == nullptr ? error_reply("no answer yet") : respond->reply;
  }
  void store(const std::string& host, const Arguments& command) {
    const ProcessId client = cluster.add_storage_client(host);
    cluster.ask(client, command);
  }
  std::string stored(const std::string& host, const Bytes& key) {
    const auto content = cluster.content(host, key);
    return content ? std::string(parts_of(content->value).at(0).view()) : "-";
  }
  TestCluster cluster;

 private:
  std::map<std::string, ProcessId> clients_;
};

}  // namespace

TEST_CASE("a quorum read answers what two of three racks hold, from whichever rack it is asked") {
  for (const Consistency level : {Consistency::kDcQuorum, Consistency::kDcSafeQuorum}) {
    Clients clients(at_level(level));
    clients.store("dc1/r1/0", {"SET", "k", "B"});
    clients.store("dc1/r2/0", {"SET", "k", "A"});
    clients.store("dc1/r3/0", {"SET", "k", "A"});
    for (const char* host : {"dc1/r1/0", "dc1/r2/0", "dc1/r3/0"})
      CHECK(clients.ask(host, {"GET", "k"}) == bulk_reply("A"));
    CHECK(clients.stored("dc1/r1/0", "k") == "B");  // and nothing is repaired
  }
}

TEST_CASE("where all racks differ DC_QUORUM answers the first reply and DC_SAFE_QUORUM an error") {
  Clients quorum(at_level(Consistency::kDcQuorum));
  Clients safe(at_level(Consistency::kDcSafeQuorum));
  for (Clients* clients : {&quorum, &safe}) {
    clients->store("dc1/r1/0", {"SET", "k", "A"});
    clients->store("dc1/r2/0", {"SET", "k", "B"});
  }
  CHECK(quorum.ask("dc1/r1/0", {"GET", "k"}) == bulk_reply("A"));
  CHECK(safe.ask("dc1/r1/0", {"GET", "k"}) == kNoQuorum);
}

TEST_CASE("a write whose replies differ fails a safe quorum and has run everywhere") {
  Clients clients(at_level(Consistency::kDcSafeQuorum));
  clients.store("dc1/r1/0", {"SET", "n", "10"});
  clients.store("dc1/r2/0", {"SET", "n", "20"});
  clients.store("dc1/r3/0", {"SET", "n", "30"});
  CHECK(clients.ask("dc1/r1/0", {"INCR", "n"}) == kNoQuorum);
  CHECK(clients.stored("dc1/r1/0", "n") == "11");
  CHECK(clients.stored("dc1/r3/0", "n") == "31");
  CHECK(clients.stored("dc2/r2/0", "n") == "1");
}

TEST_CASE("MGET under DC_QUORUM takes each value where two racks agree, else the first") {
  Clients clients(at_level(Consistency::kDcQuorum));
  const auto fill = [&](const char* host, const char* a, const char* b) {
    clients.store(host, {"SET", "a", a});
    clients.store(host, {"SET", "b", b});
  };
  fill("dc1/r1/0", "1", "x");
  fill("dc1/r2/0", "2", "y");
  fill("dc1/r3/0", "2", "z");
  CHECK(clients.ask("dc1/r1/0", {"MGET", "a", "b"}) ==
        Reply{std::vector<Reply>{bulk_reply("2"), bulk_reply("x")}});
}

TEST_CASE("two of three hung racks are given up after 25.2 s, and the write runs when they wake") {
  Clients clients(at_level(Consistency::kDcSafeQuorum));
  clients.ask("dc1/r1/0", {"SET", "k", "before"});
  for (const char* node : {"dc1/r2/0/dynomite", "dc1/r3/0/dynomite"})
    clients.cluster.pause(clients.cluster.process(node));
  // The client's own limit is shorter than the node's.
  CHECK(clients.ask("dc1/r1/0", {"SET", "k", "during"}) == error_reply("no answer yet"));
  const ProcessId node = clients.cluster.process("dc1/r1/0/dynomite");
  clients.cluster.run_for(25199ms);
  CHECK(clients.cluster.waiting(node) ==
        std::vector<std::string>{"1 answers owed by dc1/r2/0", "1 answers owed by dc1/r3/0"});
  clients.cluster.run_for(1ms);
  CHECK(clients.cluster.waiting(node) ==
        std::vector<std::string>{"not connected to dc1/r2/0", "not connected to dc1/r3/0"});
  for (const char* hung : {"dc1/r2/0/dynomite", "dc1/r3/0/dynomite"})
    clients.cluster.resume(clients.cluster.process(hung));
  CHECK(clients.stored("dc1/r2/0", "k") == "during");
}

TEST_CASE("a safe quorum sorts the members of a set, so that equal sets are equal replies") {
  Clients clients(at_level(Consistency::kDcSafeQuorum));
  clients.ask("dc1/r1/0", {"SADD", "s", "c", "a", "b"});
  CHECK(clients.ask("dc1/r2/0", {"SMEMBERS", "s"}) ==
        Reply{std::vector<Reply>{bulk_reply("a"), bulk_reply("b"), bulk_reply("c")}});
}

TEST_CASE("HGETALL asks one replica whatever the level") {
  Clients clients(at_level(Consistency::kDcSafeQuorum));
  clients.store("dc1/r2/0", {"HSET", "h", "f", "v"});
  CHECK(clients.ask("dc1/r2/0", {"HGETALL", "h"}) ==
        Reply{std::vector<Reply>{bulk_reply("f"), bulk_reply("v")}});
}

TEST_CASE("a connection may choose a level of its own") {
  Clients clients(at_level(Consistency::kDcOne));
  clients.store("dc1/r2/0", {"SET", "k", "A"});
  clients.store("dc1/r3/0", {"SET", "k", "A"});
  CHECK(clients.ask("dc1/r1/0", {"GET", "k"}) == nil_reply());
  CHECK(clients.ask("dc1/r1/0", {"DYNO_CONFIG:CONN_CONSISTENCY", "dc_quorum"}) == ok_reply());
  CHECK(clients.ask("dc1/r1/0", {"GET", "k"}) == bulk_reply("A"));
}

TEST_CASE("an operator sets a running node's levels until they are the configured ones again") {
  Clients clients(at_level(Consistency::kDcSafeQuorum));
  for (const char* other : {"dc1/r2/0/redis", "dc1/r3/0/redis"})
    clients.cluster.kill(clients.cluster.process(other));
  const auto set_levels = [&](const std::string& level) {
    clients.cluster.administer(clients.cluster.process("dc1/r1/0/dynomite"),
                               input::administered::Levels{level, level});
  };
  const Reply refused = clients.ask("dc1/r1/0", {"SET", "k", "1"});
  CHECK(refused.is_error());
  set_levels("DC_ONE");
  CHECK(clients.ask("dc1/r1/0", {"SET", "k", "2"}) == ok_reply());
  CHECK(clients.ask("dc1/r1/0", {"GET", "k"}) == bulk_reply("2"));
  set_levels("");
  CHECK(clients.ask("dc1/r1/0", {"SET", "k", "3"}) == refused);
}

TEST_CASE("as shipped each remote rack has its whole data center run a write of DC_EACH") {
  DynomiteConfig config = at_level(Consistency::kDcEachSafeQuorum);
  config.node.encrypted_between_datacenters = true;
  Clients shipped(config);
  CHECK(shipped.ask("dc1/r1/0", {"INCR", "n"}) == integer_reply(1));
  CHECK(shipped.stored("dc1/r2/0", "n") == "1");
  CHECK(shipped.stored("dc2/r2/0", "n") == "3");
  config.node.each_as_documented = true;
  Clients documented(config);
  CHECK(documented.ask("dc1/r1/0", {"INCR", "n"}) == integer_reply(1));
  CHECK(documented.stored("dc2/r2/0", "n") == "1");
}

TEST_CASE("without encryption no request of DC_EACH succeeds") {
  Clients clients(at_level(Consistency::kDcEachSafeQuorum));
  CHECK(clients.ask("dc1/r1/0", {"SET", "k", "v"}) == kNoQuorum);
  CHECK(clients.ask("dc1/r1/0", {"GET", "k"}) == kNoQuorum);
  CHECK(clients.stored("dc2/r3/0", "k") == "v");
}

TEST_CASE("DC_EACH never answers while another data center is not connected") {
  DynomiteConfig config = at_level(Consistency::kDcEachSafeQuorum);
  config.node.encrypted_between_datacenters = true;
  Clients clients(config);
  for (const char* node : {"dc2/r1/0/dynomite", "dc2/r2/0/dynomite", "dc2/r3/0/dynomite"})
    clients.cluster.kill(clients.cluster.process(node));
  CHECK(clients.ask("dc1/r1/0", {"SET", "k", "v"}) == error_reply("no answer yet"));
  CHECK(clients.stored("dc1/r3/0", "k") == "v");
}

TEST_CASE("a stamped read mends the rack that is behind") {
  Clients clients(with_stamps());
  clients.ask("dc1/r1/0", {"HSET", "h", "f", "old"});
  clients.cluster.kill(clients.cluster.process("dc1/r3/0/dynomite"));
  clients.ask("dc1/r1/0", {"HSET", "h", "f", "new"});
  clients.cluster.start(clients.cluster.process("dc1/r3/0/dynomite"));
  clients.cluster.run_for(10s);
  CHECK(clients.stored("dc1/r3/0", "h") == "f");
  CHECK(clients.ask("dc1/r3/0", {"HGET", "h", "f"}) == bulk_reply("new"));
  CHECK(clients.cluster.marks("dynomite_read_repair") == 1);
  const auto content = clients.cluster.content("dc1/r3/0", "h");
  CHECK(parts_of(content->value).at(1) == Bytes("new"));
  const auto repaired = clients.cluster.all<observation::Applied>().back();
  CHECK(repaired.second.how == observation::How::kRepaired);
}

TEST_CASE("a key that is missing is never repaired") {
  Clients clients(with_stamps());
  clients.ask("dc1/r1/0", {"SET", "k", "v"});
  clients.cluster.kill(clients.cluster.process("dc1/r3/0/redis"));
  clients.cluster.start(clients.cluster.process("dc1/r3/0/redis"));
  clients.cluster.run_for(20s);
  CHECK(clients.ask("dc1/r3/0", {"GET", "k"}) == bulk_reply("v"));
  CHECK(clients.stored("dc1/r3/0", "k") == "-");
}

TEST_CASE("a tombstone goes when all three racks have answered, and stays when one was down") {
  const auto tombstone = [](Clients& clients) {
    const auto set = clients.cluster.content("dc1/r1/0", "._rem-set");
    return set.has_value();
  };
  Clients all(with_stamps());
  all.ask("dc1/r1/0", {"SET", "k", "v"});
  CHECK(all.ask("dc1/r1/0", {"DEL", "k"}) == integer_reply(1));
  CHECK_FALSE(tombstone(all));
  Clients two(with_stamps());
  two.ask("dc1/r1/0", {"SET", "k", "v"});
  two.cluster.kill(two.cluster.process("dc1/r3/0/dynomite"));
  CHECK(two.ask("dc1/r1/0", {"DEL", "k"}) == integer_reply(1));
  CHECK(tombstone(two));
}

TEST_CASE("only the first request of a read buffer has a stamp") {
  Clients clients(with_stamps());
  const ProcessId client = clients.cluster.add_client("dc1/r1/0");
  clients.cluster.run_for(5ms);
  clients.cluster.ask(client, {"SET", "a", "1"});
  clients.cluster.ask(client, {"SET", "b", "1"});  // in the same moment
  const auto stamp_of = [&](const Bytes& key) {
    const auto set = clients.cluster.content("dc1/r1/0", "._add-set");
    const auto parts = parts_of(set->value);
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2)
      if (parts[i] == key) return std::string(parts[i + 1].view());
    return std::string("none");
  };
  CHECK(stamp_of("a") != "0");
  CHECK(stamp_of("b") == "0");
}

TEST_CASE("a stamped DEL of several keys kills the node that coordinates it") {
  Clients clients(with_stamps());
  clients.ask("dc1/r1/0", {"SET", "a", "1"});
  clients.ask("dc1/r1/0", {"DEL", "a", "b"});
  CHECK(clients.cluster.marks("dynomite_killed_by_del") == 1);
  CHECK(clients.stored("dc2/r2/0", "a") == "-");
  CHECK(clients.cluster.waiting(clients.cluster.process("dc1/r2/0/dynomite")) ==
        std::vector<std::string>{"not connected to dc1/r1/0"});
}

TEST_CASE("stamps have no effect while one level is DC_ONE") {
  DynomiteConfig config = with_stamps();
  config.node.read = Consistency::kDcOne;
  Clients clients(config);
  clients.ask("dc1/r1/0", {"SET", "k", "v"});
  CHECK_FALSE(clients.cluster.content("dc1/r1/0", "._add-set").has_value());
}

TEST_CASE("what the rate between data centers keeps back goes in the next second") {
  DynomiteConfig config;
  config.node.messages_per_second = 2;
  Clients clients(config);
  for (const char* key : {"a", "b", "c"}) clients.ask("dc1/r1/0", {"SET", key, "v"});
  CHECK(clients.stored("dc2/r1/0", "b") == "v");
  CHECK(clients.stored("dc2/r1/0", "c") == "-");
  CHECK(clients.cluster.marks("dynomite_rate_limited") == 1);
  clients.cluster.run_for(1s);
  CHECK(clients.stored("dc2/r1/0", "c") == "v");
}

}  // namespace faultline::engine::dynomite

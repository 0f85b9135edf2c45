#include "engine/dynomite/node.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "engine/datatypes/plain_keyspace.h"
#include "engine/dynomite/test_cluster.h"

namespace faultline::engine::dynomite {
namespace {

using namespace std::chrono_literals;
using observation::Applied;
using observation::How;

const Shape kTwoByThree = {{"dc1/r1", 1}, {"dc1/r2", 1}, {"dc1/r3", 1},
                           {"dc2/r1", 1}, {"dc2/r2", 1}, {"dc2/r3", 1}};
const Shape kOneRackOfTwo = {{"dc1/r1", 2}};

// With two nodes a rack and even tokens: key:0 and key:2 on node 0, key:1 and key:3 on node 1.

std::optional<PlainKey> text(const std::string& value) {
  std::optional<PlainKey> plain;
  apply_plain(plain, string::Write{value, {}});
  return plain;
}

std::vector<std::string> holders(TestCluster& cluster, const Shape& shape, const Bytes& key,
                                 const std::string& wanted) {
  std::vector<std::string> found;
  for (const auto& [rack, nodes] : shape)
    for (std::uint32_t node = 0; node < nodes; ++node) {
      const std::string host = rack + "/" + std::to_string(node);
      if (cluster.content(host, key) == text(wanted)) found.push_back(host);
    }
  return found;
}

Reply reply_of(const TestCluster& cluster, OperationId operation) {
  const output::Respond* respond = cluster.answer(operation);
  return respond == nullptr ? error_reply("no answer yet") : respond->reply;
}

}  // namespace

TEST_CASE("a write reaches every rack of both data centers once and says how it came") {
  TestCluster cluster(kTwoByThree);
  const ProcessId client = cluster.add_client("dc1/r2/0");
  const OperationId set = cluster.ask(client, {"SET", "k", "v"});
  CHECK(reply_of(cluster, set) == ok_reply());
  CHECK(holders(cluster, kTwoByThree, "k", "v").size() == 6);

  const auto applied = cluster.all<Applied>();
  REQUIRE(applied.size() == 6);
  for (const auto& [process, what] : applied) {
    const std::string& name = cluster.deployment().placements[process.value()].name;
    CHECK(what.how == (name.substr(0, 3) == "dc1" ? How::kLocal : How::kReplicated));
    CHECK(what.effect == EffectRef{{set}, 0});
    CHECK(what.change == Change(string::Write{"v", {}}));
  }
  CHECK(cluster.marks("effect_applied_remotely") == 5);
  const auto answered = cluster.all<observation::Answered>();
  REQUIRE(answered.size() == 1);
  CHECK(answered[0].second.home == cluster.process("dc1/r2/0/redis"));
}

TEST_CASE("a write to a node that is not connected is dropped for good") {
  TestCluster cluster(kTwoByThree);
  const ProcessId client = cluster.add_client("dc1/r1/0");
  cluster.kill(cluster.process("dc1/r2/0/dynomite"));
  CHECK(reply_of(cluster, cluster.ask(client, {"SET", "k", "v"})) == ok_reply());
  CHECK(cluster.marks("dynomite_write_dropped_not_connected") == 1);
  cluster.start(cluster.process("dc1/r2/0/dynomite"));
  cluster.run_for(60s);
  CHECK(holders(cluster, kTwoByThree, "k", "v").size() == 5);
  CHECK(cluster.content("dc1/r2/0", "k") == std::nullopt);
  // Connected again, it gets what is written from now on.
  cluster.ask(client, {"SET", "k", "w"});
  CHECK(holders(cluster, kTwoByThree, "k", "w").size() == 6);
}

TEST_CASE("a write crosses to the rack of the coordinator's own number and fails over to another") {
  TestCluster cluster(kTwoByThree);
  const ProcessId client = cluster.add_client("dc1/r2/0");
  cluster.pause(cluster.process("dc2/r2/0/dynomite"));
  cluster.ask(client, {"SET", "k", "v"});
  // Hung but connected: the copy waits in its host, and no other rack is asked.
  CHECK(holders(cluster, kTwoByThree, "k", "v").size() == 3);
  CHECK(cluster.marks("dynomite_remote_rack_failover") == 0);
  cluster.resume(cluster.process("dc2/r2/0/dynomite"));
  CHECK(holders(cluster, kTwoByThree, "k", "v").size() == 6);

  cluster.kill(cluster.process("dc2/r2/0/dynomite"));
  cluster.ask(client, {"SET", "k", "w"});
  CHECK(cluster.marks("dynomite_remote_rack_failover") == 1);
  CHECK(holders(cluster, kTwoByThree, "k", "w").size() == 5);
}

TEST_CASE("a write that was buffered in a hung node comes out late over newer ones") {
  TestCluster cluster(kTwoByThree);
  const ProcessId client = cluster.add_client("dc1/r1/0");
  cluster.ask(client, {"SET", "r", "base"});
  cluster.pause(cluster.process("dc2/r1/0/dynomite"));
  cluster.ask(client, {"SET", "r", "old"});
  cluster.run_for(29s);
  CHECK(cluster.content("dc2/r2/0", "r") == text("base"));
  cluster.run_for(1s);  // 30 s: the coordinator gives the link up
  cluster.ask(client, {"SET", "r", "new"});
  CHECK(holders(cluster, kTwoByThree, "r", "new").size() == 5);
  cluster.resume(cluster.process("dc2/r1/0/dynomite"));
  CHECK(cluster.content("dc2/r2/0", "r") == text("old"));
  CHECK(cluster.content("dc2/r3/0", "r") == text("old"));
}

TEST_CASE("a read asks the own rack alone, though other racks hold the key") {
  const Shape shape = {{"dc1/r1", 2}, {"dc1/r2", 2}};
  TestCluster cluster(shape);
  const ProcessId client = cluster.add_client("dc1/r1/0");
  cluster.ask(client, {"SET", "key:1", "1"});
  cluster.kill(cluster.process("dc1/r1/1/dynomite"));
  const Reply not_connected = error_reply("ERR Peer: Peer Node is not connected");
  const OperationId get = cluster.ask(client, {"GET", "key:1"});
  CHECK(reply_of(cluster, get) == not_connected);
  CHECK(cluster.answer(get)->outcome == output::Outcome::kIndeterminate);
  CHECK(reply_of(cluster, cluster.ask(client, {"SET", "key:1", "2"})) == not_connected);
  CHECK(cluster.content("dc1/r2/1", "key:1") == text("2"));  // refused, and yet applied
  const ProcessId other = cluster.add_client("dc1/r2/0");
  CHECK(reply_of(cluster, cluster.ask(other, {"GET", "key:1"})) == bulk_reply("2"));
}

TEST_CASE("a node without its Redis refuses its clients while the write goes everywhere else") {
  TestCluster cluster(kTwoByThree);
  const ProcessId client = cluster.add_client("dc1/r2/0");
  cluster.kill(cluster.process("dc1/r2/0/redis"));
  CHECK(reply_of(cluster, cluster.ask(client, {"SET", "k", "v"})) ==
        error_reply("ERR Storage: Datastore refused connection"));
  CHECK(cluster.all<observation::Answered>().empty());
  CHECK(cluster.content("dc1/r1/0", "k") == text("v"));
  CHECK(cluster.content("dc2/r3/0", "k") == text("v"));
  CHECK(cluster.waiting(cluster.process("dc1/r2/0/dynomite")) ==
        std::vector<std::string>{"not connected to dc1/r2/0/redis"});
  cluster.start(cluster.process("dc1/r2/0/redis"));
  cluster.run_for(2s);
  CHECK(reply_of(cluster, cluster.ask(client, {"GET", "k"})) == nil_reply());
}

TEST_CASE("a pipelining client gets its answers in the order of its requests") {
  TestCluster cluster(kOneRackOfTwo);
  const ProcessId client = cluster.add_client("dc1/r1/0");
  cluster.pause(cluster.process("dc1/r1/1/dynomite"));
  const OperationId far = cluster.ask(client, {"SET", "key:1", "1"});
  const OperationId near = cluster.ask(client, {"SET", "key:0", "0"});
  const OperationId nearer = cluster.ask(client, {"GET", "key:0"});
  CHECK(cluster.answers.empty());  // the near ones ran and wait behind the far one
  CHECK(cluster.content("dc1/r1/0", "key:0") == text("0"));
  CHECK(cluster.waiting(cluster.process("dc1/r1/0/dynomite")) ==
        std::vector<std::string>{"1 answers owed by dc1/r1/1"});
  cluster.resume(cluster.process("dc1/r1/1/dynomite"));
  REQUIRE(cluster.answers.size() == 3);
  CHECK(cluster.answers[0].operation == far);
  CHECK(cluster.answers[1].operation == near);
  CHECK(cluster.answers[2].operation == nearer);
  CHECK(cluster.answers[2].reply == bulk_reply("0"));
}

TEST_CASE("a split MSET keeps the unit numbers of the whole command") {
  TestCluster cluster(kOneRackOfTwo);
  const ProcessId client = cluster.add_client("dc1/r1/0");
  const OperationId mset =
      cluster.ask(client, {"MSET", "key:0", "a", "key:1", "b", "key:2", "c", "key:3", "d"});
  CHECK(reply_of(cluster, mset) == ok_reply());
  std::map<Bytes, std::pair<std::uint32_t, ProcessId>> units;
  for (const auto& [process, what] : cluster.all<Applied>()) {
    CHECK(what.effect.operation.value == mset);
    CHECK(units.emplace(what.key, std::pair(what.effect.unit, process)).second);
  }
  const ProcessId first = cluster.process("dc1/r1/0/redis");
  const ProcessId second = cluster.process("dc1/r1/1/redis");
  CHECK(units == std::map<Bytes, std::pair<std::uint32_t, ProcessId>>{{"key:0", {0, first}},
                                                                      {"key:1", {1, second}},
                                                                      {"key:2", {2, first}},
                                                                      {"key:3", {3, second}}});
  CHECK(cluster.all<observation::Answered>().size() == 2);
  CHECK(reply_of(cluster, cluster.ask(client, {"MGET", "key:3", "none", "key:0", "key:1"})) ==
        Reply{std::vector<Reply>{bulk_reply("d"), nil_reply(), bulk_reply("a"), bulk_reply("b")}});
  CHECK(reply_of(cluster, cluster.ask(client, {"EXISTS", "key:0", "key:1", "none"})) ==
        integer_reply(2));
  CHECK(reply_of(cluster, cluster.ask(client, {"DEL", "key:3", "none", "key:0"})) ==
        integer_reply(2));
  const auto applied = cluster.all<Applied>();
  CHECK(applied.back().second.effect.unit != 0xffffffff);
}

TEST_CASE("a command of the wrong shape or an unknown one closes the connection without a reply") {
  for (const Arguments& command :
       {Arguments{"GET"}, Arguments{"NOSUCH", "k"}, Arguments{"MSET", "a", "1", "b"}}) {
    TestCluster cluster(kOneRackOfTwo);
    const ProcessId client = cluster.add_client("dc1/r1/0");
    const OperationId bad = cluster.ask(client, command);
    CHECK(reply_of(cluster, bad) == error_reply("ERR connection closed"));
    CHECK(cluster.all<observation::Executed>().empty());
    // The client connects again and goes on.
    CHECK(reply_of(cluster, cluster.ask(client, {"SET", "k", "v"})) == ok_reply());
  }
}

TEST_CASE(
    "a client that quits hears what is still due, no word on it, and nothing of what follows") {
  TestCluster cluster(kOneRackOfTwo);
  const ProcessId client = cluster.add_client("dc1/r1/0");
  cluster.pause(cluster.process("dc1/r1/1/redis"));
  const OperationId slow = cluster.ask(client, {"SET", "key:1", "v"});
  const OperationId quit = cluster.ask(client, {"QUIT"});
  const OperationId ignored = cluster.ask(client, {"SET", "key:0", "w"});
  CHECK(cluster.answer(slow) == nullptr);
  cluster.resume(cluster.process("dc1/r1/1/redis"));
  CHECK(reply_of(cluster, slow) == ok_reply());
  for (const OperationId unanswered : {quit, ignored})
    CHECK(reply_of(cluster, unanswered) == error_reply("ERR connection closed"));
  CHECK(cluster.content("dc1/r1/0", "key:0") == std::nullopt);
  CHECK(reply_of(cluster, cluster.ask(client, {"SET", "key:0", "w"})) == ok_reply());
}

TEST_CASE("what has an empty tag runs at the node that is asked, once for each rack and far one") {
  DynomiteConfig config;
  config.hash_tag = HashTag{};
  TestCluster cluster(kTwoByThree, config);
  const ProcessId client = cluster.add_client("dc1/r2/0");
  // The second of three racks is its own, and that one's answer is the client's.
  CHECK(reply_of(cluster, cluster.ask(client, {"INCR", "{}hits"})) == integer_reply(2));
  CHECK(holders(cluster, kTwoByThree, "{}hits", "4") == std::vector<std::string>{"dc1/r2/0"});
  CHECK(cluster.marks("effect_applied_remotely") == 0);
}

TEST_CASE("a hung peer of the own rack is given up after 5.2 s for a read and 25.2 s for a write") {
  for (const bool read : {true, false}) {
    // The client's own limit is longer here than the node's.
    TestCluster cluster(kOneRackOfTwo);
    const ProcessId client = cluster.add_client("dc1/r1/0");
    cluster.pause(cluster.process("dc1/r1/1/dynomite"));
    const ProcessId node = cluster.process("dc1/r1/0/dynomite");
    cluster.ask(client, read ? Arguments{"GET", "key:1"} : Arguments{"SET", "key:1", "v"});
    cluster.run_for(read ? 5199ms : 25199ms);
    CHECK(cluster.waiting(node) == std::vector<std::string>{"1 answers owed by dc1/r1/1"});
    cluster.run_for(1ms);
    CHECK(cluster.waiting(node) == std::vector<std::string>{"not connected to dc1/r1/1"});
    // The host of the hung node takes the next connection after one second.
    cluster.run_for(1s);
    CHECK(cluster.waiting(node).empty());
  }
}

TEST_CASE("tries to reconnect pause 1, 2, 4, 8 and then 10 seconds") {
  TestCluster cluster(kOneRackOfTwo);
  const ProcessId node = cluster.process("dc1/r1/0/dynomite");
  const ProcessId peer = cluster.process("dc1/r1/1/dynomite");
  cluster.kill(peer);
  cluster.run_for(26s);  // tries at 1, 3, 7, 15 and 25 s
  cluster.start(peer);
  cluster.run_for(8999ms);
  CHECK(cluster.waiting(node).size() == 1);
  cluster.run_for(1ms);
  CHECK(cluster.waiting(node).empty());
  cluster.kill(peer);
  cluster.start(peer);
  cluster.run_for(1s);  // from 1 again
  CHECK(cluster.waiting(node).empty());
}

TEST_CASE("what a hung peer answers after its link was given up goes to nobody") {
  TestCluster cluster(kOneRackOfTwo);
  const ProcessId client = cluster.add_client("dc1/r1/0");
  cluster.pause(cluster.process("dc1/r1/1/dynomite"));
  const OperationId get = cluster.ask(client, {"GET", "key:1"});
  cluster.run_for(6s);
  CHECK(reply_of(cluster, get) == error_reply("ERR Peer: Peer Node refused connection"));
  cluster.resume(cluster.process("dc1/r1/1/dynomite"));
  CHECK(cluster.answers.size() == 1);
  cluster.run_for(1s);
  CHECK(reply_of(cluster, cluster.ask(client, {"SET", "key:1", "v"})) == ok_reply());
}

}  // namespace faultline::engine::dynomite

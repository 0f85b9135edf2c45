// The boundary is enough, and an engine can be small: an echo engine of one process, driven by the
// simulated world. It counts what it was asked, keeps the count on its disk, and answers it.

#include <catch2/catch.hpp>

#include "engine/clients/protocol.h"
#include "engine/clients/simple_client.h"
#include "property_tests/plans.h"
#include "sim/network/topology.h"
#include "sim/world.h"

namespace faultline {
namespace {

using namespace engine;
using std::chrono::milliseconds;

// Answers "PING" with how many requests it has taken, "PING sync" after the disk has the count, and
// "PING members" with how many machines it was told belong to the cluster.
class Echo final : public Process {
 public:
  void step(const Input& input, const StepContext&, Outputs& outputs) override {
    if (const auto* started = std::get_if<input::Started>(&input)) {
      count_ = static_cast<std::int64_t>(started->records.size());
    } else if (const auto* administered = std::get_if<input::Administered>(&input)) {
      if (const auto* told = std::get_if<input::administered::Members>(&administered->request))
        members_ = static_cast<std::int64_t>(told->hosts.size());
    } else if (const auto* received = std::get_if<input::Received>(&input)) {
      const auto request = decode<Request>(received->bytes);
      if (request->command.size() > 1 && request->command[1] == "members")
        return outputs.send(received->connection, encode(Response{integer_reply(members_)}));
      outputs.occupy(milliseconds(10));
      outputs.append("one");
      if (request->command.size() > 1) outputs.sync();
      outputs.send(received->connection, encode(Response{integer_reply(++count_)}));
    }
  }

 private:
  std::int64_t count_ = 0;
  std::int64_t members_ = -1;  // nobody has told
};

class Log final : public sim::WorldListener {
 public:
  struct Answer {
    std::int64_t at_ms;
    output::Outcome outcome;
    Reply reply;
  };
  void invoked(std::uint32_t, const engine::Arguments&, Instant) override {}
  void responded(const output::Respond& respond, Instant now) override {
    answers[respond.operation.value()] = {nanoseconds_of(now) / 1'000'000, respond.outcome,
                                          respond.reply};
  }
  void observed(ProcessId, const Observation&, Instant) override {}
  void crashed(ProcessId, Instant) override { ++crashes; }
  void restarted(ProcessId, Instant) override {}

  std::map<std::uint64_t, Answer> answers;
  int crashes = 0;
};

struct Ask {
  int at_ms;
  std::string word{};  // behind PING
};

// Runs the echo engine on eu/a/0 with one client in us, 20 ms away. `refused`: faults that the
// loader leaves out, since no engine answers them yet.
Log run_echo(const std::vector<Ask>& asks, const std::string& faults, milliseconds time_out,
             const std::vector<sim::FaultPlan>& refused = {}) {
  std::string script;
  for (const Ask& ask : asks)
    script += (script.empty() ? "" : ",") + std::string("{ \"at\": \"") +
              std::to_string(ask.at_ms) + "ms\", \"datacenter\": \"us\", \"client\": \"c\", " +
              "\"command\": [\"PING\"" + (ask.word.empty() ? "" : ", \"" + ask.word + "\"") + "] }";
  sim::Plan plan = tests::plan_of(R"({
    "purpose": "An echo.", "topology": {
      "datacenters": { "eu": { "racks": { "a": 1 } }, "us": { "racks": { "a": 1 } } },
      "links": [ { "between": ["eu", "us"],
                   "latency": { "kind": "constant", "value": "20ms" } } ] },
    "engines": { "dynomite": {} }, "quiesce": "20s",
    "script": [)" + script + R"(], "faults": [)" +
                                  faults + "] }");
  plan.faults.insert(plan.faults.end(), refused.begin(), refused.end());
  const sim::Topology topology(plan.topology);
  const sim::Load load = sim::draw_load(plan, topology.machines());
  Deployment deployment;
  deployment.placements.push_back({ProcessId(0), *topology.host("eu/a/0"), "echo", "eu/a/0/echo",
                                   true, [] { return std::make_unique<Echo>(); }});
  deployment.endpoints = [](DatacenterId, HostId, Port) {
    return std::vector<Endpoint>{ProcessId(0)};
  };
  deployment.make_client = [&](DatacenterId, HostId, Port) -> std::unique_ptr<Process> {
    SimpleClientConfig config;
    config.endpoints = {ProcessId(0)};
    config.time_out = time_out;
    return std::make_unique<SimpleClient>(std::move(config));
  };
  Log log;
  sim::World world(plan, topology, deployment, load, log, true);
  world.run_until(load.end + std::chrono::seconds(20));
  return log;
}

TEST_CASE("a request takes the way there, its service time and the way back") {
  const Log log = run_echo({{1000}}, "", milliseconds(12000));
  CHECK(log.answers.at(1).reply == integer_reply(1));
  CHECK(log.answers.at(1).at_ms == 1050);
}

TEST_CASE("requests queue behind the service time of earlier ones") {
  const Log log = run_echo({{1000}, {1000}, {1000}}, "", milliseconds(12000));
  CHECK(log.answers.at(1).at_ms == 1050);
  CHECK(log.answers.at(2).at_ms == 1060);
  CHECK(log.answers.at(3).at_ms == 1070);
}

TEST_CASE("what follows a sync waits for the disk") {
  const Log log = run_echo({{1000, "sync"}}, "", milliseconds(12000));
  CHECK(log.answers.at(1).at_ms == 1050);
  const Log slower = run_echo({{1000, "sync"}, {1000}}, "", milliseconds(12000));
  CHECK(slower.answers.at(2).at_ms == 1060);
}

TEST_CASE("a crash keeps what was synced and destroys the object") {
  const Log log = run_echo({{1000, "sync"}, {1100, "sync"}, {1200}, {9000}},
                           R"({ "at": "2s", "for": "1s", "kind": "crash", "hosts": ["eu/a/0"] })",
                           milliseconds(2000));
  CHECK(log.crashes == 1);
  CHECK(log.answers.at(3).reply == integer_reply(3));
  // The third was not synced: it may or may not have reached the disk.
  const Reply after = log.answers.at(4).reply;
  CHECK((after == integer_reply(3) || after == integer_reply(4)));
}

TEST_CASE("a killed process keeps all that it wrote") {
  const Log log = run_echo({{1000}, {1100}, {9000}},
                           R"({ "at": "2s", "for": "1s", "kind": "crash", "hosts": ["eu/a/0"],
                                "keep_unsynced": true })",
                           milliseconds(2000));
  CHECK(log.answers.at(3).reply == integer_reply(3));
}

TEST_CASE("a paused process still takes writes, and executes them when it wakes") {
  const Log log = run_echo({{2500}, {2600}},
                           R"({ "at": "2s", "for": "2s", "kind": "pause", "hosts": ["eu/a/0"] })",
                           milliseconds(12000));
  CHECK(log.answers.at(1).at_ms == 4030);
  CHECK(log.answers.at(2).at_ms == 4040);
}

TEST_CASE("a refused cut resets open streams and refuses connects until it heals") {
  const Log log = run_echo({{2500}, {9000}},
                           R"({ "at": "2s", "for": "2s", "kind": "partition",
                                "groups": [["eu"], ["us"]] })",
                           milliseconds(12000));
  CHECK(log.answers.at(1).outcome == output::Outcome::kFailed);
  CHECK(log.answers.at(2).outcome == output::Outcome::kOk);
}

TEST_CASE("a jammed cut delivers at the heal, a stopped one at the next retransmission") {
  const Log jammed = run_echo({{2500}},
                              R"({ "at": "2s", "for": "2s", "kind": "partition", "mode": "jammed",
                                   "groups": [["eu"], ["us"]] })",
                              milliseconds(12000));
  CHECK(jammed.answers.at(1).at_ms == 4050);
  const Log stopped = run_echo({{2500}},
                               R"({ "at": "2s", "for": "2s", "kind": "partition", "mode": "stopped",
                                    "groups": [["eu"], ["us"]] })",
                               milliseconds(12000));
  // Sent at 2500 ms, tried again 200, 600 and 1400 ms later, and at 5500 ms.
  CHECK(stopped.answers.at(1).at_ms == 5550);
}

TEST_CASE("a stopped stream without progress resets at both ends") {
  const Log log = run_echo({{2500}},
                           R"({ "at": "2s", "for": "9s", "kind": "partition", "mode": "stopped",
                                "stall_reset": "1s", "groups": [["eu"], ["us"]] })",
                           milliseconds(12000));
  CHECK(log.answers.at(1).outcome == output::Outcome::kIndeterminate);
  CHECK(log.answers.at(1).at_ms == 3500);
}

TEST_CASE("a stream stalls only while a stopped cut is in force") {
  const std::string stopped_for_one_second = R"({ "at": "2s", "for": "1s", "kind": "partition",
      "mode": "stopped", "stall_reset": "2s", "groups": [["eu"], ["us"]] },)";
  const std::string both = R"("for": "4s", "kind": "partition", "groups": [["eu"], ["us"]], )";
  // Only jams from 3 s on: no stall; what the first cut lost is sent again 200, 600 … ms later.
  const Log jammed = run_echo(
      {{2500}}, stopped_for_one_second + "{ \"at\": \"2s\", " + both + "\"mode\": \"jammed\" }",
      milliseconds(12000));
  CHECK(jammed.answers.at(1).at_ms == 8750);
  // A second stopped cut with a longer patience: the stall is the one in force.
  const Log patient = run_echo({{2500}},
                               stopped_for_one_second + "{ \"at\": \"2500ms\", " + both +
                                   "\"mode\": \"stopped\", \"stall_reset\": \"3s\" }",
                               milliseconds(12000));
  CHECK(patient.answers.at(1).at_ms == 5500);
}

// A cut of one direction, from 2 s on: eu is where the echo engine is, us where its client is.
std::string one_way(const std::string& from, const std::string& to, const std::string& rest) {
  return R"({ "at": "2s", "kind": "partition", "direction": "forward", "groups": [[")" + from +
         R"("], [")" + to + R"("]], )" + rest + " }";
}

TEST_CASE("behind a stopped cut of the way back, a request is executed and its answer comes late") {
  const std::string rest = R"("for": "2s", "mode": "stopped")";
  const Log log = run_echo({{2500}, {9000}}, one_way("eu", "us", rest), milliseconds(12000));
  // Answered at 2530 ms, again 200, 600 and 1400 ms later, and at 5530 ms.
  CHECK(log.answers.at(1).at_ms == 5550);
  CHECK(log.answers.at(2).reply == integer_reply(2));
}

TEST_CASE("a stream whose acknowledgements do not come back resets at both ends") {
  const std::string rest = R"("for": "4s", "mode": "stopped", "stall_reset": "1s")";
  const Log back = run_echo({{2500}, {9000}}, one_way("eu", "us", rest), milliseconds(12000));
  CHECK(back.answers.at(1).outcome == output::Outcome::kIndeterminate);
  CHECK(back.answers.at(1).at_ms == 3500);
  CHECK(back.answers.at(2).reply == integer_reply(2));  // the first was executed
  const Log there = run_echo({{2500}, {9000}}, one_way("us", "eu", rest), milliseconds(12000));
  CHECK(there.answers.at(1).outcome == output::Outcome::kIndeterminate);
  CHECK(there.answers.at(1).at_ms == 3500);
  CHECK(there.answers.at(2).reply == integer_reply(1));  // the first never arrived
}

TEST_CASE("what was acknowledged before the cut, or after the heal, stalls nothing") {
  const std::string rest = R"("for": "2s", "mode": "stopped", "stall_reset": "1s")";
  // Answered before the cut began; the second request waits for 800 ms of the cut only.
  const Log log =
      run_echo({{1900}, {3200}, {4500}}, one_way("eu", "us", rest), milliseconds(12000));
  CHECK(log.answers.at(1).outcome == output::Outcome::kOk);
  CHECK(log.answers.at(2).outcome == output::Outcome::kOk);
  CHECK(log.answers.at(3).outcome == output::Outcome::kOk);
}

TEST_CASE("a jammed or slowed cut of one direction leaves the other alone") {
  const std::string jammed = R"("for": "2s", "mode": "jammed")";
  CHECK(run_echo({{2500}}, one_way("eu", "us", jammed), milliseconds(12000)).answers.at(1).at_ms ==
        4020);  // the answer waited
  CHECK(run_echo({{2500}}, one_way("us", "eu", jammed), milliseconds(12000)).answers.at(1).at_ms ==
        4050);  // the request waited
  const std::string slowed = R"("for": "2s", "mode": "slowed", "slowed_by": "100ms")";
  CHECK(run_echo({{2500}}, one_way("eu", "us", slowed), milliseconds(12000)).answers.at(1).at_ms ==
        2650);
}

TEST_CASE("a connect needs both directions") {
  for (const auto& [from, to] : {std::pair("eu", "us"), std::pair("us", "eu")}) {
    INFO(from << " -> " << to);
    const std::string refused = R"("for": "4s", "mode": "refused")";
    const Log at_once = run_echo({{2500}, {9000}}, one_way(from, to, refused), milliseconds(12000));
    CHECK(at_once.answers.at(1).outcome == output::Outcome::kFailed);
    CHECK(at_once.answers.at(1).at_ms == 3040);  // its second try, a second after the first
    CHECK(at_once.answers.at(2).outcome == output::Outcome::kOk);
    // The refused cut ends the stream, so that a connect meets the stopped one.
    const std::string stopped = R"("for": "5s", "mode": "stopped")";
    const std::string reset = R"(, { "at": "2s", "for": "400ms", "kind": "partition",
                                    "groups": [["eu"], ["us"]] })";
    const Log late =
        run_echo({{3500}, {9000}}, one_way(from, to, stopped) + reset, milliseconds(12000));
    CHECK(late.answers.at(1).outcome == output::Outcome::kFailed);
    CHECK(late.answers.at(1).at_ms == 6500);
    CHECK(late.answers.at(2).outcome == output::Outcome::kOk);
  }
}

TEST_CASE("a slowed cut only delays") {
  const Log log = run_echo({{2500}},
                           R"({ "at": "2s", "for": "2s", "kind": "partition", "mode": "slowed",
                                "slowed_by": "100ms", "groups": [["eu"], ["us"]] })",
                           milliseconds(12000));
  CHECK(log.answers.at(1).at_ms == 2750);
}

TEST_CASE("who belongs to the cluster is told when machines leave and when they are back") {
  const sim::FaultPlan leaves{"remove_hosts",
                              std::chrono::seconds(2),
                              std::chrono::seconds(4),
                              {{"hosts", {Names{"us"}}}, {"drain", {Duration(milliseconds(500))}}}};
  const Log log = run_echo({{1000, "members"}, {2100, "members"}, {7000, "members"}}, "",
                           milliseconds(12000), {leaves});
  CHECK(log.answers.at(1).reply == integer_reply(-1));
  CHECK(log.answers.at(2).reply == integer_reply(1));
  CHECK(log.answers.at(3).reply == integer_reply(2));
}

TEST_CASE("a machine that is removed runs until it has had its time, and comes back as new") {
  const sim::FaultPlan leaves{"remove_hosts",
                              std::chrono::seconds(2),
                              std::chrono::seconds(4),
                              {{"hosts", {Names{"eu"}}}, {"drain", {Duration(milliseconds(500))}}}};
  const Log log =
      run_echo({{1000, "sync"}, {2100, "sync"}, {3000}, {9000}}, "", milliseconds(1000), {leaves});
  CHECK(log.answers.at(2).reply == integer_reply(2));
  CHECK(log.answers.at(3).outcome != output::Outcome::kOk);
  CHECK(log.answers.at(4).reply == integer_reply(1));
}

TEST_CASE("a machine that is added was not there before, nor told to belong") {
  const auto added = [](const char* place) {
    return sim::FaultPlan{
        "add_hosts", std::chrono::seconds(3), std::nullopt, {{"hosts", {Names{place}}}}};
  };
  const Log own = run_echo({{1000}, {9000}}, "", milliseconds(1000), {added("eu")});
  CHECK(own.answers.at(1).outcome != output::Outcome::kOk);
  CHECK(own.answers.at(2).reply == integer_reply(1));
  const Log other =
      run_echo({{1000, "members"}, {5000, "members"}}, "", milliseconds(12000), {added("us")});
  CHECK(other.answers.at(1).reply == integer_reply(1));
  CHECK(other.answers.at(2).reply == integer_reply(2));
}

TEST_CASE("of two slowdowns of one machine the larger counts, not their product") {
  const std::string slow = R"({ "at": "2s", "for": "5s", "kind": "slow_cpu",
                                "hosts": ["eu/a/0"], "factor": ")";
  const Log log = run_echo({{2500}}, slow + R"(10" }, )" + slow + R"(30" })", milliseconds(12000));
  CHECK(log.answers.at(1).at_ms == 2500 + 40 + 30 * 10);
}

TEST_CASE("a machine that is lost while it is down comes back empty") {
  const Log log = run_echo({{1000, "sync"}, {9000}},
                           R"({ "at": "2s", "for": "4s", "kind": "crash", "hosts": ["eu/a/0"] },
                              { "at": "3s", "for": "1s", "kind": "total_loss",
                                "hosts": ["eu/a/0"] })",
                           milliseconds(1000));
  CHECK(log.answers.at(2).reply == integer_reply(1));
}

TEST_CASE("what breaks for good after the last command of a script does break") {
  const Log log = run_echo({{1000}}, R"({ "at": "5s", "kind": "crash", "hosts": ["eu/a/0"] })",
                           milliseconds(1000));
  CHECK(log.crashes == 1);
}

TEST_CASE("hosts that are removed for good after the last command have their time, and are gone") {
  const sim::FaultPlan leaves{"remove_hosts",
                              std::chrono::seconds(5),
                              std::nullopt,
                              {{"hosts", {Names{"eu"}}}, {"drain", {Duration(milliseconds(500))}}}};
  const Log log = run_echo({{1000}}, "", milliseconds(1000), {leaves});
  CHECK(log.crashes == 1);
}

}  // namespace
}  // namespace faultline

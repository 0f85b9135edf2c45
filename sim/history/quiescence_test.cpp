// What a run says about its end.
#include "sim/history/quiescence.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::HostId;
using engine::set::Add;

TEST_CASE("an effect that never arrived is stuck since its home ran it") {
  HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.history().close(engine::Instant());
  EngineResult result;
  conclude_quiescence(history.history(), engine::Instant(), result);
  REQUIRE(result.stuck.size() == 1);
  CHECK(result.stuck[0].where == "eu/replica -> us/replica");
  CHECK(result.stuck[0].since_ns == 1);  // the second thing that was observed
}

TEST_CASE("nobody knows since when a process waits, and the result does not say 0") {
  HandHistory history(Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.observe(1, engine::observation::Waiting{"a pull from eu has no answer"});
  history.history().close(engine::Instant());
  EngineResult result;
  conclude_quiescence(history.history(), engine::Instant(), result);
  REQUIRE(result.stuck.size() == 2);
  CHECK(result.stuck[1].what == "a pull from eu has no answer");
  CHECK(result.stuck[1].where == "us/replica");
  CHECK_FALSE(result.stuck[1].since_ns.has_value());
}

// Three data centers of one host each, and one partition that has no end: the core's hosts.
std::set<HostId> core_under(const std::string& mode, const std::string& direction,
                            engine::Groups groups) {
  Plan plan;
  plan.topology = {{{"asia", {{"a", 1}}}, {"eu", {{"a", 1}}}, {"us", {{"a", 1}}}}, {}};
  plan.faults.push_back(
      {"partition",
       {},
       {},
       {{"groups", {std::move(groups)}}, {"mode", {mode}}, {"direction", {direction}}}});
  const Topology topology(plan.topology);
  const Hosts hosts(topology.machines(), {"asia", "eu", "us"});
  return core_hosts(plan, topology, hosts);
}

TEST_CASE("the core is the largest group that no lasting cut separates") {
  const std::set<HostId> all = {HostId(0), HostId(1), HostId(2)};
  CHECK(core_under("refused", "both", {{"asia"}, {"eu", "us"}}) ==
        std::set<HostId>{HostId(1), HostId(2)});
  CHECK(core_under("refused", "both", {{"asia"}, {"eu"}, {"us"}}) == std::set<HostId>{HostId(0)});
  CHECK(core_under("slowed", "both", {{"asia"}, {"eu", "us"}}) == all);
}

TEST_CASE("a lasting cut of one direction separates the first group from the others only") {
  const std::set<HostId> others = {HostId(1), HostId(2)};
  CHECK(core_under("stopped", "forward", {{"asia"}, {"eu", "us"}}) == others);
  CHECK(core_under("stopped", "forward", {{"eu", "us"}, {"asia"}}) == others);
  CHECK(core_under("stopped", "forward", {{"asia"}, {"eu"}, {"us"}}) == others);
}

TEST_CASE("replicas differ when a deadline has passed at one of them only") {
  HandHistory history(engine::Arbitration::kArrivalOrder, {{"SET", "k", "v", "PX", "5"}});
  const engine::string::Write write{"v", engine::WallTime(engine::Duration(5))};
  history.run(1, 0, engine::ok_reply(), 0, {{"k", write}});
  history.digest(0, "k", 77);
  history.arrive(1, 0, 1, "k", write);
  history.digest(1, "k", 77);  // digests leave deadlines out
  history.contents(0, "k", text_of("v"));
  history.contents(1, "k", std::nullopt);
  CHECK(core_differs(history.history(), history.history().keys().at(0)));
  history.contents(1, "k", text_of("v"));
  CHECK_FALSE(core_differs(history.history(), history.history().keys().at(0)));
}

}  // namespace
}  // namespace faultline::sim

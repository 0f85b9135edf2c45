#include "sim/history/quiescence.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history.h"

namespace faultline::sim {
namespace {

using engine::HostId;

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

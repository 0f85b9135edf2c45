// How to add a fault, as a program. In the product, the first half would be
// sim/faults/blackout.cpp, with `FaultKind blackout_fault()` outside of the unnamed namespace and
// its line in registry.cpp; the second half blackout_test.cpp. Swarms, `faultline list`, the
// loader, the tables of documents and the tests over all kinds then know it by themselves.
#include <catch2/catch.hpp>

#include "property_tests/plans.h"
#include "sim/engines.h"
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"
#include "sim/faults/recording_target.h"
#include "sim/network/topology.h"
#include "sim/world.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::get;
using engine::ParameterValues;

// All machines of a place lose power at one moment and come back one after the other, as the fuses
// allow. A fault names places, never processes of an engine, and only adds and takes away plain
// disturbances (disturbance.h); what is left at its end is undone by the base class.
class Blackout final : public Fault {
 public:
  explicit Blackout(const ParameterValues& values)
      : names_(get<engine::Names>(values, "hosts")),
        dark_(get<Duration>(values, "dark")),
        between_(get<Duration>(values, "between")) {}

  // Called again after each pause that it returns; none: that was all.
  std::optional<Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    if (!began_) {
      began_ = true;
      for (const engine::HostId host : named_hosts(target, names_))
        dark_hosts_.push_back(disturb(target, Down{host, "", DiskFate::kSynced}));
      return dark_;
    }
    if (next_ == dark_hosts_.size()) return std::nullopt;
    undo(target, dark_hosts_[next_++]);
    return between_;
  }

 private:
  engine::Names names_;
  Duration dark_;
  Duration between_;
  bool began_ = false;
  std::vector<DisturbanceId> dark_hosts_;
  std::size_t next_ = 0;
};

// Its row: all that the rest of the program knows of it. Every parameter has a unit, a summary and
// a default, or is required (an empty default).
FaultKind blackout() {
  return {
      .name = "blackout",
      .summary = "machines lose power at one moment and come back one after the other",
      .parameters = {hosts_parameter(),
                     pause_parameter("dark", "until the first is back", "\"2s\""),
                     pause_parameter("between", "from one's return to the next one's", "\"1s\"")},
      .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
        return std::make_unique<Blackout>(values);
      },
      // For swarms: values drawn from the fault's own random stream, and from nothing else.
      .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
        using std::chrono::milliseconds;
        return {{"hosts", {drawn_hosts(topology, random)}},
                {"dark", {drawn_duration(random, milliseconds(100), milliseconds(3000))}},
                {"between", {drawn_duration(random, milliseconds(10), milliseconds(1000))}}};
      }};
}

std::unique_ptr<Fault> blackout_of(const std::string& place) {
  return blackout().make({{"hosts", {engine::Names{place}}},
                          {"dark", {Duration(std::chrono::seconds(2))}},
                          {"between", {Duration(std::chrono::seconds(1))}}});
}

// ---- blackout_test.cpp

TEST_CASE("a blackout takes all machines of a place at once and gives them back one by one") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = blackout_of("us-east");
  CHECK(fault->step(target, random) == Duration(std::chrono::seconds(2)));
  CHECK(target.all<Down>().size() == 4);
  for (std::size_t left = 4; left > 0; --left) {
    CHECK(target.all<Down>().size() == left);
    CHECK(fault->step(target, random) == Duration(std::chrono::seconds(1)));
  }
  CHECK_FALSE(fault->step(target, random));
  CHECK(target.healthy());
}

TEST_CASE("a blackout that ends early leaves nothing behind") {
  RecordingTarget target;
  engine::Prng random(1);
  const auto fault = blackout_of("us-east/a");
  (void)fault->step(target, random);
  (void)fault->step(target, random);
  CHECK(target.all<Down>().size() == 1);
  fault->end(target);
  CHECK(target.healthy());
}

class Crashes final : public WorldListener {
 public:
  void invoked(std::uint32_t, const engine::Arguments&, engine::Instant) override {}
  void responded(const engine::output::Respond&, engine::Instant) override {}
  void observed(engine::ProcessId, const engine::Observation&, engine::Instant) override {}
  void crashed(engine::ProcessId, engine::Instant) override { ++down; }
  void restarted(engine::ProcessId, engine::Instant now) override { returns.insert(now); }
  int down = 0;
  std::set<engine::Instant> returns;
};

TEST_CASE("a blackout in the simulated world: machines restart at different times") {
  const Plan plan = tests::mixed_plan(1);
  const Topology topology(plan.topology);
  const Load load = draw_load(plan, topology.machines());
  const engine::EngineKind& kind = *find_engine(plan.engines.front().name);
  const engine::Deployment deployment =
      kind.deploy(topology.machines(), plan.engines.front().options, 1);
  Crashes crashes;
  World world(plan, topology, deployment, load, crashes, true);
  const auto fault = blackout_of(std::string(topology.datacenter_names().front()));
  engine::Prng random(1);
  engine::Instant now(std::chrono::seconds(1));
  world.run_until(now);
  while (const auto pause = fault->step(world.fault_target(), random))
    world.run_until(now += *pause);
  world.run_until(now + std::chrono::seconds(5));
  CHECK(crashes.down > 0);
  CHECK(crashes.returns.size() > 1);
}

}  // namespace
}  // namespace faultline::sim

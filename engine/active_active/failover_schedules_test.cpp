// Identity after promotion, over random schedules: primaries die, pause and come back while their
// standbys and the peers lag behind, with and without the causal option.
#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

using namespace std::chrono_literals;

class Schedule {
 public:
  explicit Schedule(bool causal)
      : cluster_(
            clusters_with_standbys(2, *rc::gen::element<std::int64_t>(300, 2000, kMiB), causal)) {
    cluster_.run_for(3s);
  }

  void run() {
    const int steps = *rc::gen::inRange(1, 40);
    for (int i = 0; i < steps; ++i) step(i);
    for (const ProcessId process : halted_) cluster_.go_on(process);
    cluster_.lose_nothing();
    cluster_.heal();
    cluster_.run_for(25s);
    for (const std::uint32_t dc : {kAp, kEu})
      for (const Bytes& key : kKeys) RC_ASSERT(cluster_.serving(dc, key).size() == 1U);
    RC_ASSERT(cluster_.converged());
    RC_ASSERT_FALSE(cluster_.dot_reused);
  }
  [[nodiscard]] int promotions() { return cluster_.marks["standby_promoted"]; }

 private:
  inline static const std::vector<Bytes> kKeys{"{k}:a", "{k}:b", "c"};

  void step(int number) {
    const auto dc = *rc::gen::inRange<std::uint32_t>(0, 2);
    const Bytes key = *rc::gen::elementOf(kKeys);
    const int what = *rc::gen::inRange(0, 16);
    const std::vector<ProcessId> serving = cluster_.serving(dc, key);
    RC_ASSERT(serving.size() <= 1U);
    if (what < 7) {
      const Bytes member(std::to_string(number % 4));
      cluster_.ask(
          dc,
          *rc::gen::elementOf(std::vector<Arguments>{
              {"SADD", key, member}, {"SREM", key, member}, {"DEL", key}, {"INCR", "{k}:n"}}),
          3ms);
    } else if (what == 7) {
      cluster_.cut(kAp, kEu);
    } else if (what == 8) {
      cluster_.heal();
    } else if (what == 9 && !serving.empty()) {
      for (const ProcessId other : cluster_.with_role(dc, "shard"))
        cluster_.lose_all(serving.front(), other);
    } else if (what == 10) {
      cluster_.lose_nothing();
    } else if (what == 11 && !serving.empty()) {
      cluster_.halt(serving.front());
      halted_.insert(serving.front());
    } else if (what < 14 && !serving.empty()) {
      cluster_.crash(serving.front(), *rc::gen::inRange<std::size_t>(0, 5));
      cluster_.run_for(*rc::gen::element<Duration>(5ms, 4s));
      cluster_.restart(serving.front());
    } else {
      cluster_.run_for(*rc::gen::element<Duration>(2ms, 30ms, 400ms, 1500ms, 4s));
    }
  }

  ClusterFixture cluster_;
  std::set<ProcessId> halted_;
};

// Some of the schedules must promote, or they show nothing.
void hold_over_random_schedules(bool causal) {
  int promotions = 0;
  CHECK(rc::check([&] {
    Schedule schedule(causal);
    schedule.run();
    promotions += schedule.promotions();
  }));
  CHECK(promotions > 10);
}

TEST_CASE("no dot is reused and nothing diverges over random schedules of failovers") {
  hold_over_random_schedules(false);
}

TEST_CASE("the same over random schedules of failovers with causal consistency") {
  hold_over_random_schedules(true);
}

}  // namespace
}  // namespace faultline::engine::active_active

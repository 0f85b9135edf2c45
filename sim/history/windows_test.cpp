// What the charts over time are drawn from.
#include "sim/history/windows.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Arbitration;
using engine::Duration;
using engine::set::Add;

TEST_CASE("a window is a hundredth of the run, rounded up to a time that people can read") {
  CHECK(window_width(std::chrono::seconds(50)) == std::chrono::milliseconds(500));
  CHECK(window_width(std::chrono::seconds(51)) == std::chrono::seconds(1));
  CHECK(window_width(std::chrono::minutes(10)) == std::chrono::seconds(10));
  CHECK(window_width(Duration(0)) == Duration(1));
}

// Three writes at time 0; the third is refused, the second never comes to the other data center.
HandHistory three_writes() {
  HandHistory history(Arbitration::kConflictFree,
                      {{"SADD", "s", "x"}, {"SADD", "s", "y"}, {"SADD", "s", "z"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});  // answered at 3 ns
  history.run(2, 0, engine::integer_reply(1), 11, {{"s", Add{"y"}}});  // answered at 6 ns
  history.fail(3, engine::output::Outcome::kIndeterminate);
  history.arrive(1, 0, 1, "s");  // at 6 ns
  history.history().close(engine::Instant(Duration(20)));
  return history;
}

TEST_CASE("a window counts what was asked in it, and measures only what was served") {
  HandHistory history = three_writes();
  EngineResult result;
  measure_service(history.history(), Duration(5), result);
  REQUIRE(result.service.size() == 1);
  REQUIRE(result.service["eu"].size() == 1);
  const ServiceWindow& window = result.service["eu"][0];
  CHECK(window.from_ns == 0);
  CHECK(window.attempted == 3);
  CHECK(window.served == 2);
  CHECK(window.latency_ns.p50 == 3);
  CHECK(window.latency_ns.max == 6);
}

TEST_CASE("an update that never arrives is missing in its window, not late by 0") {
  HandHistory history = three_writes();
  EngineResult result;
  measure_lag(history.history(), Duration(5), result);
  REQUIRE(result.lag.size() == 1);
  const std::vector<LagWindow>& windows = result.lag["eu->us"];
  REQUIRE(windows.size() == 2);
  CHECK(windows[0].arrived == 1);
  CHECK(windows[0].missing == 0);
  CHECK(windows[0].lag_ns.max == 3);
  CHECK(windows[1].from_ns == 5);
  CHECK(windows[1].arrived == 0);
  CHECK(windows[1].missing == 1);
}

}  // namespace
}  // namespace faultline::sim

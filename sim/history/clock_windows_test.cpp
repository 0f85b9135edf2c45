#include "sim/history/clock_windows.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::HostId;

// One fault on the clock of eu from 0 to `to` (none: it stays), looked at until 20 ns.
EngineResult clocks_under(const ClockChange& change, bool is_mended) {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  const DisturbanceId fault = history.disturb(change);
  while (is_mended && history.history().position() < 6)
    history.observe(0, engine::observation::Metadata{1});
  if (is_mended) history.undo(fault);
  EngineResult result;
  result.virtual_ns = 20;
  measure_clocks(history.history(), Duration(5), result);
  return result;
}

TEST_CASE("a clock is off from its jump on until it is mended, and only in its data center") {
  const EngineResult result = clocks_under({.host = HostId(0), .offset = Duration(300)}, true);
  REQUIRE(result.clock_windows.size() == 1);
  const std::vector<ClockWindow>& windows = result.clock_windows.at("eu");
  REQUIRE(windows.size() == 2);  // mended at 7 ns
  CHECK(windows[1].from_ns == 5);
  CHECK(windows[1].ahead_ns == 300);
  CHECK(windows[1].behind_ns == 0);
}

TEST_CASE("a clock that loses time is further behind in each window") {
  const EngineResult result =
      clocks_under({.host = HostId(1), .drift = engine::Ratio{-500'000}}, false);
  const std::vector<ClockWindow>& windows = result.clock_windows.at("us");
  REQUIRE(windows.size() == 4);
  CHECK(windows[0].ahead_ns == 0);
  CHECK(windows[0].behind_ns == 2);
  CHECK(windows[3].behind_ns > windows[0].behind_ns);
}

TEST_CASE("a coarse clock is behind by as much as it leaves out") {
  const EngineResult result = clocks_under({.host = HostId(0), .granularity = Duration(10)}, false);
  const std::vector<ClockWindow>& windows = result.clock_windows.at("eu");
  REQUIRE(windows.size() == 4);
  CHECK(windows[1].behind_ns == 9);
  CHECK(windows[1].ahead_ns == 0);
}

TEST_CASE("where no fault touched a machine's clock there are no windows") {
  CHECK(clocks_under({.host = HostId(7), .offset = Duration(300)}, false).clock_windows.empty());
}

}  // namespace
}  // namespace faultline::sim

#include "sim/history/missing_copies.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::set::Add;

// Answered at 3, 6 and 9 ns; the first arrives at 9 ns, the second never does, the third is
// nobody's answer.
EngineResult missing_of_three(std::int64_t end, std::int64_t width) {
  HandHistory history(engine::Arbitration::kConflictFree,
                      {{"SADD", "s", "x"}, {"SADD", "s", "y"}, {"SADD", "s", "z"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.run(2, 0, engine::integer_reply(1), 11, {{"s", Add{"y"}}});
  history.run(3, 0, engine::integer_reply(1), 12, {{"s", Add{"z"}}});
  history.fail(3, engine::output::Outcome::kIndeterminate);
  history.arrive(1, 0, 1, "s");
  history.history().close(engine::Instant(Duration(end)));
  EngineResult result;
  result.virtual_ns = end;
  measure_missing(history.history(), Duration(width), result);
  return result;
}

TEST_CASE("a copy is missing from the answer on until it arrives, and one that never does stays") {
  const EngineResult result = missing_of_three(20, 4);
  REQUIRE(result.missing.size() == 2);
  const std::vector<MissingWindow>& windows = result.missing.at("eu->us");
  REQUIRE(windows.size() == 5);
  CHECK(windows[0].from_ns == 0);
  CHECK(windows[0].most == 1);
  CHECK(windows[1].most == 2);
  CHECK(windows[1].at_end == 2);
  CHECK(windows[2].most == 2);
  CHECK(windows[2].at_end == 1);
  CHECK(windows[4].from_ns == 16);
  CHECK(windows[4].at_end == 1);
  CHECK(result.missing.at(kAllWays).size() == 5);
}

TEST_CASE("windows in which nothing is missing are left out") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.arrive(1, 0, 1, "s");
  history.history().close(engine::Instant(Duration(9)));
  EngineResult result;
  result.virtual_ns = 9;
  measure_missing(history.history(), Duration(2), result);
  // Answered and arrived at 3 ns: at no time was it missing.
  for (const auto& [way, windows] : result.missing) CHECK(windows.empty());
}

TEST_CASE("what the last window has no room for belongs to it, and nothing is asked of no run") {
  const EngineResult result = missing_of_three(8, 4);
  CHECK(result.missing.at("eu->us").back().at_end == 1);
  CHECK(missing_of_three(0, 4).missing.at("eu->us").empty());
}

}  // namespace
}  // namespace faultline::sim

#include "sim/history/clock_decisions.h"

#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::string::Write;

constexpr auto kWholeKey = engine::Arbitration::kLastWriteWins;

// Two SETs, the first at 0, the second at 1, with these stamps; `seen`: the second had seen the
// first.
ClockDecisions decided(engine::Arbitration arbitration, std::int64_t first, std::int64_t second,
                       bool seen) {
  HandHistory history(arbitration, {{"SET", "k", "a"}, {"SET", "k", "b"}});
  history.run(1, 0, engine::ok_reply(), first, {{"k", Write{"a", {}}}});
  if (seen) history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.run(2, 1, engine::ok_reply(), second, {{"k", Write{"b", {}}}});
  if (!seen) history.arrive(1, 0, 1, "k", Write{"a", {}});
  history.arrive(2, 0, 0, "k", Write{"b", {}});
  history.history().close(engine::Instant());
  return clock_decisions(history.history(), make_ledger(history.history()));
}

TEST_CASE("stamps decide against true time where the later update has the earlier one") {
  const ClockDecisions right = decided(kWholeKey, 10, 20, false);
  CHECK(right.by_stamps == 1);
  CHECK(right.against_true_time == 0);
  const ClockDecisions wrong = decided(kWholeKey, 20, 10, false);
  CHECK(wrong.by_stamps == 1);
  CHECK(wrong.against_true_time == 1);
  CHECK(wrong.inverted == 0);
  CHECK(decided(kWholeKey, 20, 10, true).inverted == 1);
}

TEST_CASE("no clock decides where the later update had seen the other, or what comes last stays") {
  CHECK(decided(kWholeKey, 10, 20, true).by_stamps == 0);
  CHECK(decided(engine::Arbitration::kArrivalOrder, 20, 10, false).by_stamps == 0);
}

TEST_CASE("the largest offset is that of a clock by which a command ran, either way") {
  HandHistory history(kWholeKey, {{"GET", "k"}, {"GET", "k"}});
  const auto ran = [&](std::uint64_t operation, std::int64_t offset) {
    history.history().observed(
        {engine::ProcessId(0), engine::Instant(), engine::WallTime(), engine::Duration(offset)},
        engine::observation::Executed{engine::OperationId(operation), engine::nil_reply(), {}});
  };
  ran(1, 5);
  ran(2, -8);
  history.history().close(engine::Instant());
  CHECK(clock_decisions(history.history(), {}).offset_max_ns == 8);
}

}  // namespace
}  // namespace faultline::sim

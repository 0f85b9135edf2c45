#include "sim/history/conflicts.h"

#include <rapidcheck.h>

#include <bit>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::set::Add;

TEST_CASE("updates that had not seen each other are a pair, and make a key wide") {
  HandHistory history(
      engine::Arbitration::kConflictFree,
      {{"SADD", "s", "x"}, {"SADD", "s", "y"}, {"SADD", "s", "z"}, {"SET", "k", "v"}});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
  history.run(2, 1, engine::integer_reply(1), 11, {{"s", Add{"y"}}});
  history.arrive(1, 0, 1, "s");
  history.run(3, 1, engine::integer_reply(1), 12, {{"s", Add{"z"}}});
  history.run(4, 1, engine::ok_reply(), 13, {{"k", engine::string::Write{"v", {}}}});
  history.history().close(engine::Instant());
  const std::vector<ConflictPressure> rows = conflict_pressure(history.history());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].type == "set");
  CHECK(rows[0].width == 2);
  CHECK(rows[0].exact);
  CHECK(rows[0].keys == 1);
  CHECK(rows[0].updates == 3);
  CHECK(rows[0].concurrent_pairs == 1);  // x and y; z had seen both
  CHECK(rows[1].type == "string");
  CHECK(rows[1].width == 1);
  CHECK(rows[1].concurrent_pairs == 0);
}

// Updates of one key at two replicas, by two clients; each may come to the other replica, or be
// lost in a crash.
struct DrawnRun {
  static constexpr std::uint32_t kUpdatesMax = 8;
  HandHistory history;
  std::uint32_t updates = 0;

  explicit DrawnRun(const std::vector<std::uint8_t>& steps)
      : history(engine::Arbitration::kConflictFree,
                std::vector<engine::Arguments>(kUpdatesMax, {"SADD", "s", "x"}),
                {0, 1, 2, 3, 2, 3, 4, 2}) {
    for (const std::uint8_t step : steps) {
      const std::uint32_t at = step % 2;
      const std::uint32_t which = step / 8 % kUpdatesMax;
      if (step / 2 % 4 == 0)
        history.crash(at);
      else if (step / 2 % 4 == 1 && which < updates)
        history.arrive(which + 1, 0, at, "s");
      else if (updates < kUpdatesMax)
        history.run(++updates, at, engine::integer_reply(1), 10, {{"s", Add{"x"}}});
    }
    history.history().close(engine::Instant());
  }

  // By number, as rows of bits: which come after it, through others as well.
  [[nodiscard]] std::vector<std::uint32_t> order() {
    std::vector<std::uint32_t> after(updates);
    for (std::uint32_t u = 0; u < updates; ++u)
      for (std::uint32_t v = u + 1; v < updates; ++v)
        if (history.history().saw(v, u)) after[u] |= 1U << v;
    for (std::uint32_t through = updates; through-- > 0;)
      for (std::uint32_t& row : after)
        if (((row >> through) & 1U) != 0) row |= after[through];
    return after;
  }
};

TEST_CASE("clocks over chains tell the pairs and the width that trying all finds") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& steps) {
    DrawnRun run(steps);
    const std::vector<std::uint32_t> after = run.order();
    std::uint64_t pairs = run.updates * (run.updates - 1) / 2;
    for (const std::uint32_t row : after) pairs -= std::popcount(row);
    std::uint64_t width = 0;
    for (std::uint32_t chosen = 0; chosen < (1U << run.updates); ++chosen) {
      bool apart = true;
      for (std::uint32_t u = 0; u < run.updates; ++u)
        apart &= ((chosen >> u) & 1U) == 0 || (after[u] & chosen) == 0;
      if (apart) width = std::max<std::uint64_t>(width, std::popcount(chosen));
    }
    const std::vector<ConflictPressure> rows = conflict_pressure(run.history.history());
    RC_ASSERT(rows.size() == (run.updates == 0 ? 0U : 1U));
    if (rows.empty()) return;
    RC_ASSERT(rows[0].updates == run.updates);
    RC_ASSERT(rows[0].concurrent_pairs == pairs);
    RC_ASSERT(rows[0].width == width);
    RC_ASSERT(rows[0].exact);
  }));
}

}  // namespace
}  // namespace faultline::sim

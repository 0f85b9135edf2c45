#include "sim/history/read_staleness.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::set::Add;

constexpr std::int64_t kMillisecond = 1'000'000;

TEST_CASE("a read that misses two acknowledged updates is two updates stale, by the older's age") {
  HandHistory history(engine::Arbitration::kConflictFree,
                      {{"SADD", "s", "x"}, {"SADD", "s", "y"}, {"SMEMBERS", "s"}, {"SCARD", "s"}},
                      {}, {0, 0, 3 * kMillisecond, 5 * kMillisecond});
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", Add{"x"}}});  // answered at 3 ns
  history.run(2, 0, engine::integer_reply(1), 11, {{"s", Add{"y"}}});  // answered at 6 ns
  history.run(3, 1, reply_of({}), 0, {});
  history.arrive(2, 0, 1, "s");
  history.arrive(1, 0, 1, "s");
  history.run(4, 1, engine::integer_reply(2), 0, {});
  history.history().close(engine::Instant());
  EngineResult result;
  measure_read_staleness(history.history(), result);
  REQUIRE(result.read_staleness.size() == 1);
  const ReadStaleness& reads = result.read_staleness["eu"];
  CHECK(reads.reads == 2);
  CHECK(reads.stale == 1);
  CHECK(reads.updates.p50 == 0);
  CHECK(reads.updates.max == 2);
  CHECK(reads.age_ns.max == 3 * kMillisecond - 3);
  const std::vector<ReadsByAge>& ages = result.reads_by_age["eu"];
  REQUIRE(ages.size() == 2);
  CHECK(ages[0].from_ns == 2 * kMillisecond);
  CHECK(ages[0].reads == 1);
  CHECK(ages[0].stale == 1);
  CHECK(ages[1].from_ns == 4 * kMillisecond);
  CHECK(ages[1].stale == 0);
}

TEST_CASE("reads of what nobody wrote are fresh, and those that failed do not count") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"GET", "k"}, {"GET", "k"}});
  history.run(1, 0, engine::nil_reply(), 0, {});
  history.fail(2, engine::output::Outcome::kIndeterminate);
  history.history().close(engine::Instant());
  EngineResult result;
  measure_read_staleness(history.history(), result);
  CHECK(result.read_staleness["eu"].reads == 1);
  CHECK(result.read_staleness["eu"].stale == 0);
  CHECK(result.reads_by_age.empty());
}

// Additions at one replica and reads at the other, in turn; some additions arrive, some crashes
// take them away again.
TEST_CASE("counted at once or one by one, reads are as stale") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& steps) {
    std::vector<engine::Arguments> commands;
    std::vector<std::int64_t> asked;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      commands.push_back(steps[i] % 2 == 0 ? engine::Arguments{"SADD", "s", "x"}
                                           : engine::Arguments{"SCARD", "s"});
      asked.push_back(static_cast<std::int64_t>(i) * 2);  // each takes two at least
    }
    HandHistory history(engine::Arbitration::kConflictFree, commands, {}, asked);
    std::vector<std::int64_t> stale;
    for (std::uint64_t i = 1; i <= steps.size(); ++i) {
      const std::uint8_t step = steps[i - 1];
      const bool reads = step % 2 == 1;
      const std::uint32_t earlier = step / 16 % i + 1;
      if (step / 4 % 4 == 0) history.crash(1);
      if (step / 4 % 4 == 1 && commands[earlier - 1][0] == engine::Bytes("SADD") && earlier < i)
        history.arrive(earlier, 0, 1, "s");
      history.run(i, reads ? 1 : 0, engine::integer_reply(1), 0,
                  reads ? std::vector<std::pair<engine::Bytes, std::optional<engine::Change>>>{}
                        : std::vector<std::pair<engine::Bytes, std::optional<engine::Change>>>{
                              {"s", Add{"x"}}});
      if (!reads) continue;
      const History& so_far = history.history();
      const auto unseen = std::count_if(
          so_far.effects().begin(), so_far.effects().end(), [&](const EffectEntry& effect) {
            return *so_far.operation(effect.operation).returned <=
                       so_far.operation(static_cast<OperationIndex>(i - 1)).invoked &&
                   !effect.holdings[1].held();
          });
      stale.push_back(unseen);
    }
    history.history().close(engine::Instant());
    EngineResult result;
    measure_read_staleness(history.history(), result);
    if (stale.empty()) return;
    const ReadStaleness& reads = result.read_staleness["eu"];
    RC_ASSERT(reads.reads == stale.size());
    RC_ASSERT(reads.stale == stale.size() - std::count(stale.begin(), stale.end(), 0));
    std::sort(stale.begin(), stale.end());
    RC_ASSERT(reads.updates.max == stale.back());
    RC_ASSERT(reads.updates.p50 == stale[(stale.size() * 50 + 99) / 100 - 1]);
  }));
}

}  // namespace
}  // namespace faultline::sim

#include "sim/history/pair_divergence.h"

#include <catch2/catch.hpp>
#include <set>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Instant;
using Frames = std::vector<std::int64_t>;

TEST_CASE("a frame has the most keys that differed at any time in it, a pair at a time") {
  PairDivergence pairs(Duration(10));
  const auto pair = [](std::size_t one, std::size_t other) {
    return PairDivergence::Pairs().set(PairDivergence::place(one, other));
  };
  pairs.change(0, pair(0, 1), Instant(Duration(-3)));  // while the machines warm up
  pairs.change(1, pair(1, 0) | pair(1, 2), Instant(Duration(4)));
  pairs.change(0, {}, Instant(Duration(6)));
  pairs.change(1, pair(2, 2), Instant(Duration(31)));
  pairs.close(Instant(Duration(40)));
  CHECK(pairs.frames(0, 1) == Frames{2, 1, 1, 1, 0});
  CHECK(pairs.frames(2, 1) == Frames{1, 1, 1, 1, 0});
  CHECK(pairs.frames(2, 2) == Frames{0, 0, 0, 1, 1});
  CHECK(pairs.frames(0, 2) == Frames{0, 0, 0, 0, 0});
}

TEST_CASE("pairs of data centers have different places") {
  std::set<std::size_t> places;
  for (std::size_t one = 0; one < PairDivergence::kMostDatacenters; ++one)
    for (std::size_t other = 0; other <= one; ++other)
      CHECK(places.insert(PairDivergence::place(one, other)).second);
  CHECK(*places.rbegin() + 1 == PairDivergence::Pairs().size());
}

TEST_CASE("an update that is late makes two data centers differ, and a cut is told beside it") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.history().follow_pairs(Duration(5));
  history.run(1, 0, engine::integer_reply(1), 10, {{"s", engine::set::Add{"x"}}});
  history.digest(0, "s", 77);                                                    // at 3
  history.undo(history.disturb(Cut{{engine::HostId(0)}, {engine::HostId(1)}}));  // from 4 to 5
  history.arrive(1, 0, 1, "s");
  history.digest(1, "s", 77);  // at 7
  const Instant ended(Duration(20));
  history.history().close(ended);
  EngineResult result;
  measure_pair_divergence(history.history(), ended, result);
  REQUIRE(result.pair_divergence.size() == 3);
  CHECK(result.pair_divergence[0].differing_keys == Frames{0, 0, 0, 0, 0});
  const PairFrames& between = result.pair_divergence[1];
  CHECK(between.first == "eu");
  CHECK(between.second == "us");
  CHECK(between.differing_keys == Frames{1, 1, 0, 0, 0});
  CHECK(between.cut == std::vector<bool>{true, false, false, false, false});
}

TEST_CASE("a run that ends while the machines warm up has one frame") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.history().follow_pairs(Duration(5));
  const Instant ended(Duration(-12));
  history.history().close(ended);
  EngineResult result;
  measure_pair_divergence(history.history(), ended, result);
  REQUIRE(result.pair_divergence.size() == 3);
  CHECK(result.pair_divergence[1].differing_keys == Frames{0});
}

TEST_CASE("where nobody follows pairs there is nothing to tell") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  history.history().close(Instant());
  EngineResult result;
  measure_pair_divergence(history.history(), Instant(), result);
  CHECK(result.pair_divergence.empty());
}

}  // namespace
}  // namespace faultline::sim

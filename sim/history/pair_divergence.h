// Between which data centers keys differ, frame by frame of time: what a report plays over a map.
// Followed only where somebody wants it, since it looks at every two data centers of a key whenever
// the key differs.
#pragma once

#include <bitset>
#include <cstdint>
#include <vector>

#include "sim/history/entries.h"
#include "sim/run_result.h"

namespace faultline::sim {

class PairDivergence {
 public:
  // More data centers than these are not followed.
  static constexpr std::size_t kMostDatacenters = 16;
  // Every two data centers and each with itself: (0, 0), (0, 1), (1, 1), (0, 2), (1, 2) ….
  using Pairs = std::bitset<kMostDatacenters*(kMostDatacenters + 1) / 2>;
  [[nodiscard]] static std::size_t place(std::size_t one, std::size_t other);

  explicit PairDivergence(engine::Duration frame) : frame_(frame) {}

  // The pairs that show the key differently from now on.
  void change(KeyIndex key, const Pairs& differ, engine::Instant now);
  void close(engine::Instant now) { advance(now); }
  // The most keys that differed at any time within each frame, from time 0 on.
  [[nodiscard]] std::vector<std::int64_t> frames(std::size_t one, std::size_t other) const;

 private:
  void advance(engine::Instant now);

  using Counts = std::vector<std::uint32_t>;  // by pair
  engine::Duration frame_;
  std::vector<Pairs> by_key_;
  Counts now_ = Counts(Pairs().size());
  std::vector<Counts> most_ = {now_};  // by frame
};

class History;
// Fills in `pair_divergence`, the cuts between the data centers too. `ended`: the run's last time.
void measure_pair_divergence(const History& history, engine::Instant ended, EngineResult& result);

}  // namespace faultline::sim

// Weather: the draws that decide a message's latency and loss, by counter instead of by stream
// (shared design, section 6). The draw depends on seed, link, millisecond and the ordinal within
// that millisecond, so all engines meet the same link at the same time however many messages they
// send before, and one more message shifts nothing after its millisecond.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/base/ratio.h"
#include "engine/base/time.h"
#include "engine/base/wide_integer.h"

namespace faultline::sim {

// Whether something that happens to `share` of all happens at this uniform 64-bit draw.
[[nodiscard]] inline bool hits(std::uint64_t draw, engine::Ratio share) {
  return share.ppm > 0 && static_cast<engine::WideUnsigned>(draw) * engine::kMillion <
                              static_cast<engine::WideUnsigned>(share.ppm) << 64;
}

class Weather {
 public:
  explicit Weather(std::uint64_t seed);

  // The next draw of the link in the millisecond of `at`, uniform over 64 bits. Times of one link
  // may go back, as messages of several hops make them, by up to kWindow milliseconds; further back
  // the ordinals start again.
  [[nodiscard]] std::uint64_t draw(std::uint32_t link, engine::Instant at);

 private:
  static constexpr std::size_t kWindow = 256;
  // Milliseconds that share a slot lie kWindow apart; `period` tells which one the ordinal is of.
  struct Slot {
    std::uint32_t period = 0;
    std::uint32_t ordinal = 0;
  };
  using Link = std::array<Slot, kWindow>;

  std::uint64_t origin_;  // the seed, spread: a small seed and a small link must not cancel out
  std::vector<Link> links_;
};

}  // namespace faultline::sim

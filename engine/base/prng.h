// xoshiro256++ (Blackman & Vigna 2019) with own draws, so that a seed means the same numbers on
// every compiler and library. Streams are named: Prng(seed).child("client/eu-west/3") depends on
// the seed and the name alone, so an extra draw in one stream shifts nothing in another.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/base/ratio.h"
#include "engine/base/time.h"

namespace faultline::engine {

class Prng {
 public:
  explicit Prng(std::uint64_t seed);

  // A stream of its own. Does not advance this one.
  [[nodiscard]] Prng child(std::string_view name) const;

  std::uint64_t next();
  // Uniform in [0, bound); bound > 0. Unbiased (Lemire 2019).
  std::uint64_t below(std::uint64_t bound);
  // Uniform in [low, high], both included.
  std::int64_t between(std::int64_t low, std::int64_t high);
  Duration between(Duration low, Duration high);
  bool chance(Ratio probability);

 private:
  std::uint64_t origin_;
  std::array<std::uint64_t, 4> state_;
};

}  // namespace faultline::engine

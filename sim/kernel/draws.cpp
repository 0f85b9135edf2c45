#include "sim/kernel/draws.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "sim/kernel/fixed_point.h"

namespace faultline::sim {

engine::Duration exponential_at(std::uint64_t uniform, engine::Duration mean) {
  FL_ASSERT(mean.count() >= 0, "a mean time is not negative");
  constexpr std::uint64_t kLn2 = 3196577161300663914;  // ln 2 with 62 fraction bits
  constexpr std::uint64_t kAll = std::uint64_t{64} << kFractionBits;
  // Odd: the middle of a cell of width 2^-63, and never zero.
  const std::uint64_t drawn = uniform | 1;
  const std::uint64_t doublings = kAll - log2_fixed(drawn);
  const Wide means = (static_cast<Wide>(doublings) * kLn2) >> 62;  // -ln(u), 48 fraction bits
  const auto each = static_cast<std::uint64_t>(std::min(mean, kExponentialMeanMax).count());
  return engine::Duration(
      static_cast<std::int64_t>((means * each + kFixedOne / 2) >> kFractionBits));
}

engine::Duration exponential(engine::Prng& random, engine::Duration mean) {
  return exponential_at(random.next(), mean);
}

}  // namespace faultline::sim

#include "sim/kernel/fixed_point.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

TEST_CASE("the logarithm of a power of two is exact") {
  for (int power = 0; power < 64; ++power)
    CHECK(log2_fixed(std::uint64_t{1} << power) == static_cast<std::uint64_t>(power)
                                                       << kFractionBits);
}

TEST_CASE("logarithms match the known digits") {
  // floor(log2(x) * 2^48), from 40 decimal digits; the last two bits may be lost.
  const auto close = [](std::uint64_t value, std::uint64_t exact) {
    return value <= exact && exact - value < 4;
  };
  CHECK(close(log2_fixed(3), 446127282977750));
  CHECK(close(log2_fixed(10), 935039633142894));
  CHECK(close(log2_fixed(1000), 2805118899428682));
  CHECK(close(log2_fixed(~std::uint64_t{0}), (std::uint64_t{64} << kFractionBits) - 1));
}

TEST_CASE("the power undoes the logarithm to 14 digits") {
  for (std::uint64_t value = 1; value < 5'000'000; value += 1 + value / 3) {
    const Wide power = power_of_two_fixed(log2_fixed(value));
    const Wide exact = static_cast<Wide>(value) << kFractionBits;
    const Wide error = power > exact ? power - exact : exact - power;
    CHECK(error < (exact >> 44));
  }
}

TEST_CASE("powers of two rise with the exponent and saturate") {
  Wide before = 0;
  for (std::uint64_t exponent = 0; exponent < 80 * kFixedOne; exponent += kFixedOne / 7) {
    const Wide power = power_of_two_fixed(exponent);
    CHECK(power >= before);
    before = power;
  }
  CHECK(before == Wide{1} << 127);
  CHECK(power_of_two_fixed(kFixedOne / 2) >> 8 == Wide{398065729532860} >> 8);
}

}  // namespace
}  // namespace faultline::sim

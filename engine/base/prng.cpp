#include "engine/base/prng.h"

#include <bit>

#include "engine/base/assert.h"
#include "engine/base/hash.h"
#include "engine/base/wide_integer.h"

namespace faultline::engine {

Prng::Prng(std::uint64_t seed) : origin_(seed), state_{} {
  for (auto& word : state_) word = mix64(seed += 0x9e3779b97f4a7c15ULL);
}

Prng Prng::child(std::string_view name) const {
  return Prng(hash64(name, origin_));
}

std::uint64_t Prng::next() {
  auto& s = state_;
  const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
  const std::uint64_t shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = std::rotl(s[3], 45);
  return result;
}

std::uint64_t Prng::below(std::uint64_t bound) {
  FL_ASSERT(bound > 0, "a draw needs at least one outcome");
  WideUnsigned product = static_cast<WideUnsigned>(next()) * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const std::uint64_t threshold = -bound % bound;
    while (static_cast<std::uint64_t>(product) < threshold)
      product = static_cast<WideUnsigned>(next()) * bound;
  }
  return static_cast<std::uint64_t>(product >> 64);
}

std::int64_t Prng::between(std::int64_t low, std::int64_t high) {
  FL_ASSERT(low <= high, "a range's low end is not above its high end");
  const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  const std::uint64_t drawn = width + 1 == 0 ? next() : below(width + 1);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + drawn);
}

Duration Prng::between(Duration low, Duration high) {
  return Duration(between(low.count(), high.count()));
}

bool Prng::chance(Ratio probability) {
  return static_cast<std::int64_t>(below(kMillion)) < probability.ppm;
}

}  // namespace faultline::engine

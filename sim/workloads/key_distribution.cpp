#include "sim/workloads/key_distribution.h"

#include <algorithm>
#include <bit>
#include <vector>

#include "engine/base/assert.h"
#include "sim/kernel/fixed_point.h"

namespace faultline::sim {

namespace {

using engine::get;
using engine::ParameterUnit;

constexpr std::int64_t kKeysMax = 10'000'000;  // zipf keeps a number for each

engine::Parameter count_parameter() {
  return {"count", ParameterUnit::kInteger, "how many keys there are", "1000", {}, {}, 1, kKeysMax};
}

class Uniform final : public KeyDistribution {
 public:
  explicit Uniform(std::uint64_t count) : count_(count) {}
  [[nodiscard]] std::uint64_t draw(engine::Prng& random) const override {
    return random.below(count_);
  }

 private:
  std::uint64_t count_;
};

// A few keys take a share of all draws, the others divide the rest.
class Hot final : public KeyDistribution {
 public:
  Hot(std::uint64_t count, std::uint64_t hot_keys, engine::Ratio share)
      : count_(count), hot_keys_(std::min(hot_keys, count)), share_(share) {}
  [[nodiscard]] std::uint64_t draw(engine::Prng& random) const override {
    const bool hot = random.chance(share_);
    if (hot_keys_ == count_ || hot) return random.below(hot_keys_);
    return hot_keys_ + random.below(count_ - hot_keys_);
  }

 private:
  std::uint64_t count_;
  std::uint64_t hot_keys_;
  engine::Ratio share_;
};

// rank^exponent with 48 fraction bits, saturated. The whole part of the exponent is exact.
Wide power_fixed(std::uint64_t rank, engine::Ratio exponent) {
  constexpr Wide kSaturated = Wide{1} << 127;
  const auto millionths = static_cast<std::uint64_t>(exponent.ppm % engine::kMillion);
  Wide power = kFixedOne;
  if (millionths > 0)
    power = power_of_two_fixed(static_cast<std::uint64_t>(static_cast<Wide>(log2_fixed(rank)) *
                                                          millionths / engine::kMillion));
  for (std::int64_t whole = exponent.ppm / engine::kMillion; whole > 0 && rank > 1; --whole) {
    if (power > kSaturated / rank) return kSaturated;
    power *= rank;
  }
  return power;
}

// The key of rank k (from 1) has weight floor(2^40 / k^exponent).
class Zipf final : public KeyDistribution {
 public:
  Zipf(std::uint64_t count, engine::Ratio exponent) {
    // So many keys that their weights might not fit 64 bits have smaller ones.
    const int bits = std::min(40, 63 - static_cast<int>(std::bit_width(count)));
    const Wide numerator = Wide{1} << (bits + kFractionBits);
    cumulative_.reserve(count);
    std::uint64_t total = 0;
    for (std::uint64_t rank = 1; rank <= count; ++rank) {
      total += static_cast<std::uint64_t>(numerator / power_fixed(rank, exponent));
      cumulative_.push_back(total);
    }
  }
  [[nodiscard]] std::uint64_t draw(engine::Prng& random) const override {
    const auto found =
        std::upper_bound(cumulative_.begin(), cumulative_.end(), random.below(cumulative_.back()));
    return static_cast<std::uint64_t>(found - cumulative_.begin());
  }

 private:
  std::vector<std::uint64_t> cumulative_;
};

std::uint64_t positive(const engine::ParameterValues& values, std::string_view name) {
  const auto value = get<std::int64_t>(values, name);
  FL_ASSERT(value > 0, "the loader refuses a count of zero");
  return static_cast<std::uint64_t>(value);
}

}  // namespace

std::span<const engine::NestedKind> key_distribution_kinds() {
  static const std::vector<engine::NestedKind> kKinds = {
      {"uniform", "every key as often as any other", {count_parameter()}},
      {"zipf",
       "the k-th key has the weight 1 / k^exponent",
       {count_parameter(),
        {"exponent", ParameterUnit::kDecimal, "0: uniform; 1: the classic law", "\"1\""}}},
      {"hot",
       "a few keys take a share of all draws",
       {count_parameter(),
        {"hot_keys", ParameterUnit::kInteger, "how many keys are hot", "1", {}, {}, 1, kKeysMax},
        {"share", ParameterUnit::kRatio, "what the hot keys take together", "\"90%\""}}},
  };
  return kKinds;
}

std::unique_ptr<KeyDistribution> make_key_distribution(const engine::Nested& plan) {
  const std::uint64_t count = positive(plan.values, "count");
  if (plan.kind == "zipf")
    return std::make_unique<Zipf>(count, get<engine::Ratio>(plan.values, "exponent"));
  if (plan.kind == "hot")
    return std::make_unique<Hot>(count, positive(plan.values, "hot_keys"),
                                 get<engine::Ratio>(plan.values, "share"));
  FL_ASSERT(plan.kind == "uniform", "every key distribution of the table can be made");
  return std::make_unique<Uniform>(count);
}

}  // namespace faultline::sim

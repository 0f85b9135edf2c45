// Counters that everybody counts up and down: page views, stock, quotas. An increment that is lost
// or counted twice shows in the sum.
#include <array>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

class Counters final : public Workload {
 public:
  explicit Counters(const KeyDistribution& keys) : keys_(keys) {}

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    constexpr std::array<std::uint32_t, 4> kWeights = {40, 20, 20, 20};
    const std::string key = "ctr:" + std::to_string(keys_.draw(random));
    const auto amount = [&random] { return std::to_string(1 + random.below(10)); };
    switch (weighted(random, kWeights)) {
      case 0:
        return {"INCR", key};
      case 1:
        return {"INCRBY", key, amount()};
      case 2:
        return {"DECRBY", key, amount()};
      default:
        return {"GET", key};
    }
  }

 private:
  const KeyDistribution& keys_;
};

}  // namespace

WorkloadKind counters_workload() {
  return {"counters",
          "numbers counted up and down from every side: INCR INCRBY DECRBY GET",
          {},
          [](const engine::ParameterValues& /*values*/, const KeyDistribution& keys,
             std::uint32_t /*client*/) -> std::unique_ptr<Workload> {
            return std::make_unique<Counters>(keys);
          }};
}

}  // namespace faultline::sim

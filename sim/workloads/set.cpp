// Sets that everybody adds to, and takes back from: tags, followers, members of a group. Most
// members are added once only, so that a lost addition shows; some are shared, so that removals
// meet additions.
#include <array>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

class Sets final : public Workload {
 public:
  Sets(const KeyDistribution& keys, std::uint32_t client) : keys_(keys), texts_(client) {}

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    constexpr std::array<std::uint32_t, 5> kWeights = {35, 15, 15, 20, 15};
    const std::string key = "set:" + std::to_string(keys_.draw(random));
    const auto shared = [&random] { return "m" + std::to_string(random.below(10)); };
    switch (weighted(random, kWeights)) {
      case 0:
        return {"SADD", key, "m" + texts_.next()};
      case 1:
        return {"SADD", key, shared()};
      case 2:
        return {"SREM", key, shared()};
      case 3:
        return {"SMEMBERS", key};
      default:
        return {"SISMEMBER", key, shared()};
    }
  }

 private:
  const KeyDistribution& keys_;
  UniqueTexts texts_;
};

}  // namespace

WorkloadKind set_workload() {
  return {"set",
          "sets filled, thinned out and read from every side: SADD SREM SMEMBERS SISMEMBER",
          {},
          [](const engine::ParameterValues& /*values*/, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<Sets>(keys, client);
          }};
}

}  // namespace faultline::sim

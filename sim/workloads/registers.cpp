// Registers that everybody overwrites and reads. Written values are unique, so a value read tells
// who wrote it.
#include <array>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

class Registers final : public Workload {
 public:
  Registers(const KeyDistribution& keys, std::uint32_t client) : keys_(keys), texts_(client) {}

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    constexpr std::array<std::uint32_t, 3> kWeights = {45, 45, 10};
    const std::string key = "reg:" + std::to_string(keys_.draw(random));
    switch (weighted(random, kWeights)) {
      case 0:
        return {"SET", key, "v" + texts_.next()};
      case 1:
        return {"GET", key};
      default:
        return {"GETSET", key, "v" + texts_.next()};
    }
  }

 private:
  const KeyDistribution& keys_;
  UniqueTexts texts_;
};

}  // namespace

WorkloadKind registers_workload() {
  return {"registers",
          "keys overwritten and read from every side: SET GET GETSET",
          {},
          [](const engine::ParameterValues& /*values*/, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<Registers>(keys, client);
          }};
}

}  // namespace faultline::sim

// An election: a vote counts up one candidate and notes the voter, who is new each time. The count
// and the number of voters must agree in the end; where they do not, votes were lost or doubled.
#include <array>
#include <string>
#include <utility>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

class Votes final : public Workload {
 public:
  Votes(const KeyDistribution& keys, std::uint32_t client) : keys_(keys), texts_(client) {}

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    const std::string candidate = std::to_string(keys_.draw(random));
    if (!voter_.empty()) {
      const std::string chosen = std::exchange(candidate_, {});
      return {"SADD", "voters:" + chosen, std::exchange(voter_, {})};
    }
    constexpr std::array<std::uint32_t, 3> kWeights = {70, 15, 15};
    switch (weighted(random, kWeights)) {
      case 0:
        candidate_ = candidate;
        voter_ = "voter-" + texts_.next();
        return {"INCR", "votes:" + candidate};
      case 1:
        return {"GET", "votes:" + candidate};
      default:
        return {"SCARD", "voters:" + candidate};
    }
  }

 private:
  const KeyDistribution& keys_;
  UniqueTexts texts_;
  // Of the vote that is counted and not noted yet.
  std::string candidate_;
  std::string voter_;
};

}  // namespace

WorkloadKind votes_workload() {
  return {"votes",
          "votes counted and voters noted: INCR SADD GET SCARD",
          {},
          [](const engine::ParameterValues& /*values*/, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<Votes>(keys, client);
          }};
}

}  // namespace faultline::sim

// Sessions of a web shop: a login writes one, requests read it and mark that they were here, a
// logout deletes it. Users come back over any data center.
#include <array>
#include <string>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

namespace {

class SessionStore final : public Workload {
 public:
  SessionStore(const KeyDistribution& keys, std::uint32_t client) : keys_(keys), texts_(client) {}

  [[nodiscard]] engine::Arguments next(engine::Prng& random) override {
    constexpr std::array<std::uint32_t, 5> kWeights = {15, 60, 10, 10, 5};
    const std::string session = "session:" + std::to_string(keys_.draw(random));
    switch (weighted(random, kWeights)) {
      case 0:
        return {"SET", session, "token-" + texts_.next()};
      case 1:
        return {"GET", session};
      case 2:
        return {"APPEND", session, ";seen-" + texts_.next()};
      case 3:
        return {"EXISTS", session};
      default:
        return {"DEL", session};
    }
  }

 private:
  const KeyDistribution& keys_;
  UniqueTexts texts_;
};

}  // namespace

WorkloadKind session_store_workload() {
  return {"session_store",
          "sessions written at login, read often, deleted at logout: SET GET APPEND EXISTS DEL",
          {},
          [](const engine::ParameterValues& /*values*/, const KeyDistribution& keys,
             std::uint32_t client) -> std::unique_ptr<Workload> {
            return std::make_unique<SessionStore>(keys, client);
          }};
}

}  // namespace faultline::sim

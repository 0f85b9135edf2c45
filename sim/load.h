// Who asks for what, when: drawn from the plan before the run, per client from its own stream, so
// that every engine meets the same intents at the same times.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/ports/deployment.h"
#include "engine/ports/reply.h"
#include "sim/plan.h"

namespace faultline::sim {

struct LoadClient {
  std::string name;  // "c3"
  engine::DatacenterId datacenter;
  engine::RackId rack;
  engine::HostId preferred;
};

struct Arrival {
  engine::Instant at{};
  std::uint32_t client = 0;  // index into Load::clients
  engine::Arguments command;
};

struct Load {
  std::vector<LoadClient> clients;
  std::vector<Arrival> arrivals;  // in order of time, then client
  // The id of arrivals[0]'s operation; the others follow. Engines must not care.
  std::uint64_t first_operation = 1;
  [[nodiscard]] engine::OperationId operation_of(std::uint32_t arrival) const {
    return engine::OperationId(first_operation + arrival);
  }
  [[nodiscard]] std::uint32_t arrival_of(engine::OperationId operation) const {
    return static_cast<std::uint32_t>(operation.value() - first_operation);
  }
  engine::Instant end{};  // of the load phase
};

[[nodiscard]] Load draw_load(const Plan& plan, const std::vector<engine::Machine>& machines);

}  // namespace faultline::sim

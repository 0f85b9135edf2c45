// Who asks for what, when: drawn from the plan before the run, the same for every engine.
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
  // In order of time, then client. The operation of arrivals[i] has the id i + 1.
  std::vector<Arrival> arrivals;
  engine::Instant end{};  // of the load phase
};

[[nodiscard]] Load draw_load(const Plan& plan, const std::vector<engine::Machine>& machines);

}  // namespace faultline::sim

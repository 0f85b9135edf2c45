// Who asks for what, when: drawn from the plan before the run, per client from its own stream, so
// that every engine meets the same intents, and those that wait for no answer at the same times.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/ports/deployment.h"
#include "engine/ports/reply.h"
#include "sim/plan.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

struct LoadClient {
  std::string name;  // "c3"
  engine::DatacenterId datacenter;
  engine::RackId rack;
  engine::HostId preferred;
  engine::Port database{};
};

struct Arrival {
  engine::Instant at{};      // of one that waits for an answer: it is asked at that time or later
  std::uint32_t client = 0;  // index into Load::clients
  engine::Arguments command{};  // of a follow-up: what was drawn of it
  // Waits for the answer to the arrival whose `next` it is, and so long after it.
  std::optional<engine::Duration> think{};
  FollowUp::Make make = nullptr;        // null: it is asked whatever the answer
  std::optional<std::uint32_t> next{};  // index of the arrival that waits for this one's answer
};

struct Load {
  std::vector<LoadClient> clients;
  // Each with clients and keys of its own. Engines that know one database only hold all in it.
  std::uint32_t databases = 1;
  // In order of time, then client. Those that wait for an answer have their place and their number
  // before the run, so that operations of several engines can be paired; some are never asked.
  std::vector<Arrival> arrivals;
  // The id of arrivals[0]'s operation; the others follow. Engines must not care.
  std::uint64_t first_operation = 1;
  [[nodiscard]] engine::OperationId operation_of(std::uint32_t arrival) const {
    return engine::OperationId(first_operation + arrival);
  }
  [[nodiscard]] std::uint32_t arrival_of(engine::OperationId operation) const {
    return static_cast<std::uint32_t>(operation.value() - first_operation);
  }
  // Every command is asked at the same time under every engine: nobody waits for an answer.
  [[nodiscard]] bool at_given_times() const;
  // The one that a key belongs to.
  [[nodiscard]] engine::Port database_of(const engine::Bytes& key) const;
  engine::Instant end{};  // of the load phase; what waits for an answer longer is never asked
};

// The machine that client number `number` of a data center connects to first: racks by turns, then
// the hosts of the rack by turns.
[[nodiscard]] const engine::Machine& machine_of_client(const std::vector<engine::Machine>& machines,
                                                       engine::DatacenterId datacenter,
                                                       std::uint32_t number);

[[nodiscard]] Load draw_load(const Plan& plan, const std::vector<engine::Machine>& machines);

}  // namespace faultline::sim

// A workload draws, before the run and per client, when it will ask for what. All engines meet the
// same intents at the same times. To add one: its file, its test, one line in registry.cpp.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/prng.h"
#include "engine/base/time.h"
#include "engine/ports/parameter.h"
#include "engine/ports/reply.h"

namespace faultline::sim {

struct Intent {
  engine::Duration at{};  // from the start of the run
  engine::Arguments command;
};

struct WorkloadKind {
  std::string_view name;
  std::string_view summary;
  // Its own parameters; clients_per_datacenter, rate, keys and for are common to all (common.h).
  std::vector<engine::Parameter> parameters;
  // The next command of one client; `client` counts over the whole run.
  engine::Arguments (*next)(const engine::ParameterValues&, std::uint32_t client,
                            engine::Prng& random);
};

[[nodiscard]] std::span<const WorkloadKind> workload_kinds();
[[nodiscard]] const WorkloadKind* find_workload(std::string_view name);

// All parameters of a workload: the common ones, then its own.
[[nodiscard]] std::vector<engine::Parameter> parameters_of(const WorkloadKind& kind);
// One client's intents, in order of time, from its own stream.
[[nodiscard]] std::vector<Intent> draw_intents(const WorkloadKind& kind,
                                               const engine::ParameterValues& values,
                                               std::uint32_t client, std::uint32_t clients,
                                               engine::Prng random);

}  // namespace faultline::sim

// Makes the processes of Active-Active and of last_write_wins, on the machines that layout.h says.
// Members count data centers by name, from 1.
#pragma once

#include <memory>

#include "engine/active_active/keyspace.h"
#include "engine/ports/deployment.h"

namespace faultline::engine::active_active {

struct DeployOptions {
  std::unique_ptr<Keyspace> (*make_keyspace)() = nullptr;
  Arbitration arbitration = Arbitration::kConflictFree;
  bool causal = false;
};

[[nodiscard]] Deployment deploy(std::span<const Machine> machines, const ParameterValues& values,
                                std::uint32_t databases, const DeployOptions& options);

}  // namespace faultline::engine::active_active

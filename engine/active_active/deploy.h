// Lays the roles onto machines: on every host a proxy and some shards of each database, on the
// first host of each data center its syncer. Members count data centers by name, from 1; shard s of
// a data center lives on its host s / shards_per_host.
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

// A cut: what goes from some hosts to others is hit, in one of four modes (shared cli.md,
// scenario). Streams obey it, faults ask for it.
#pragma once

#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace faultline::sim {

enum class PartitionMode { kRefused, kStopped, kSlowed, kJammed };

// Messages from a host of `from` to a host of `to` are hit.
struct Cut {
  std::vector<engine::HostId> from;
  std::vector<engine::HostId> to;
  PartitionMode mode = PartitionMode::kRefused;
  engine::Duration stall_reset{};
  engine::Duration slowed_by{};
};

}  // namespace faultline::sim

// What may befall traffic that still gets through. Each is a plain value; whoever causes it keeps
// the handle that undoes it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/ratio.h"
#include "engine/base/time.h"
#include "sim/network/latency.h"

namespace faultline::sim {

// Packets from a host of `from` to a host of `to`; shares of all of them. A stream sends a lost one
// again and takes one that came twice or early as if it had not; one corrupted past the checksum of
// TCP is found by the receiver's own, and it resets the stream. Datagrams feel all of it.
struct PacketFault {
  std::vector<engine::HostId> from{};
  std::vector<engine::HostId> to{};
  engine::Ratio lost{};
  engine::Ratio duplicated{};
  engine::Ratio reordered{};
  engine::Ratio corrupted{};
};

// The direct link from one data center to another, this direction only.
struct LinkFault {
  engine::DatacenterId from{};
  engine::DatacenterId to{};
  bool down = false;                        // traffic takes other links, or waits
  std::optional<std::int64_t> bandwidth{};  // bytes a second, at most
  std::shared_ptr<const Latency> extra{};   // on top of the link's own; null: none
};

}  // namespace faultline::sim

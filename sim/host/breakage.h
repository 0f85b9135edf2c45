// What may break at a machine. Each is a plain value; whoever breaks it keeps the handle that mends
// it again. Roles: "" means every process of the host.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/ratio.h"
#include "engine/base/time.h"
#include "engine/ports/buggify.h"

namespace faultline::sim {

// What a dead process finds on its disk when it starts again.
enum class DiskFate {
  kAll,          // the process alone died, the kernel writes on
  kSynced,       // power loss: of the unsynced writes a drawn prefix survives
  kTorn,         // the same, and the write after that prefix is there by half
  kNothing,      // the disk is new
  kRotten,       // one bit of one record has flipped
  kMisdirected,  // one record was written over another one's place
  kTruncated,    // one record ends too early
  kOlder,        // a backup: what was there at an earlier sync
};

// Processes die; mended, they start again with what their disk kept.
struct Down {
  engine::HostId host;
  std::string role;
  DiskFate disk = DiskFate::kSynced;
};
// Processes stand still; their host goes on taking connections and bytes for them.
struct Paused {
  engine::HostId host;
  std::string role;
};
// Every step of the host's processes takes `factor` times as long; of several the largest counts.
struct Slow {
  engine::HostId host;
  engine::Ratio factor{};
};
// No write becomes durable: a Sync is confirmed once there is room again.
struct FullDisk {
  engine::HostId host;
};
// The hosts do not belong to the cluster; every process of the cluster is told who does.
struct Departed {
  std::vector<engine::HostId> hosts;
};
// The administrators stopped one replication stream: a data center does not pull what another one
// writes.
struct ReplicationPaused {
  engine::DatacenterId from;
  engine::DatacenterId to;
};
// The host's processes were told to wait for so many replicas; the last that was set counts.
struct LevelsSet {
  engine::HostId host;
  std::string read;
  std::string write;
};
// The host's processes take these rare paths, each time with that chance.
struct Buggified {
  engine::HostId host;
  std::set<engine::BuggifyPoint> points;
  engine::Ratio chance{};
};
// The wall clock shows true time + offset + drift * (time since it began), cut down to whole
// multiples of `granularity` (0: as fine as it goes). Several on one host add up.
struct ClockChange {
  engine::HostId host;
  engine::Duration offset{};
  engine::Ratio drift{};
  engine::Duration granularity{};
};

}  // namespace faultline::sim

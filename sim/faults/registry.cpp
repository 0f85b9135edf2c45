// One line a kind: NAME.cpp defines NAME_fault().
#include <vector>

#include "sim/faults/fault.h"

#define FAULTLINE_KINDS    \
  KIND(add_hosts)          \
  KIND(bit_rot)            \
  KIND(bridge)             \
  KIND(buggify)            \
  KIND(client_failover)    \
  KIND(client_retry)       \
  KIND(clock_drift)        \
  KIND(clock_offset)       \
  KIND(clock_step)         \
  KIND(clock_strobe)       \
  KIND(clock_tie)          \
  KIND(connection_resets)  \
  KIND(consistency_level)  \
  KIND(crash)              \
  KIND(disk_full)          \
  KIND(flapping)           \
  KIND(isolate)            \
  KIND(latency)            \
  KIND(link_down)          \
  KIND(majorities_ring)    \
  KIND(minimum_cut)        \
  KIND(misdirected_write)  \
  KIND(packet_corruption)  \
  KIND(packet_duplication) \
  KIND(packet_loss)        \
  KIND(packet_reordering)  \
  KIND(partition)          \
  KIND(pause)              \
  KIND(remove_hosts)       \
  KIND(replication_pause)  \
  KIND(rolling_restart)    \
  KIND(slow_cpu)           \
  KIND(stale_backup)       \
  KIND(swarm)              \
  KIND(swizzle)            \
  KIND(throttle)           \
  KIND(torn_write)         \
  KIND(total_loss)         \
  KIND(truncated_record)

namespace faultline::sim {

#define KIND(name) FaultKind name##_fault();
FAULTLINE_KINDS
#undef KIND

std::span<const FaultKind> fault_kinds() {
#define KIND(name) name##_fault(),
  static const std::vector<FaultKind> kKinds = {FAULTLINE_KINDS};
#undef KIND
  return kKinds;
}

const FaultKind* find_fault(std::string_view name) {
  for (const FaultKind& kind : fault_kinds())
    if (kind.name == name) return &kind;
  return nullptr;
}

}  // namespace faultline::sim

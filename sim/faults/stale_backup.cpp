// Machines come back from a backup, which holds what their disks held some syncs ago: what came
// after is gone, and nothing on the disk tells so.
#include "sim/faults/damaged_disks.h"

namespace faultline::sim {

FaultKind stale_backup_fault() {
  FaultKind kind = disk_fault<DiskFate::kOlder>(
      "stale_backup", "machines come back with a backup: what their disks held at an earlier sync");
  kind.needs = "stale backups";
  return kind;
}

}  // namespace faultline::sim

// Machines are lost with everything on their disks. Those that take their places come back empty.
#include "sim/faults/damaged_disks.h"

namespace faultline::sim {

FaultKind total_loss_fault() {
  return disk_fault<DiskFate::kNothing>("total_loss",
                                        "machines are lost with their disks and come back empty");
}

}  // namespace faultline::sim

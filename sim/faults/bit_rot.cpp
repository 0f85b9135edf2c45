// A disk that went bad: processes die, and in one of their records one bit is not what was written.
#include "sim/faults/damaged_disks.h"

namespace faultline::sim {

FaultKind bit_rot_fault() {
  return disk_fault<DiskFate::kRotten>("bit_rot",
                                       "processes die and find one bit of one record flipped");
}

}  // namespace faultline::sim

// Power goes while a record is being written: what was synced is there, of the rest a drawn prefix,
// and of the record after it the first half.
#include "sim/faults/damaged_disks.h"

namespace faultline::sim {

FaultKind torn_write_fault() {
  return disk_fault<DiskFate::kTorn>(
      "torn_write", "processes die while they write: the last record is there by half");
}

}  // namespace faultline::sim

// A file system that lost the end of a block: processes die, and one of their records is cut short.
#include "sim/faults/damaged_disks.h"

namespace faultline::sim {

FaultKind truncated_record_fault() {
  return disk_fault<DiskFate::kTruncated>("truncated_record",
                                          "processes die and find one record cut short");
}

}  // namespace faultline::sim

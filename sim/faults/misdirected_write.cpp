// A disk that wrote to the wrong place: processes die, and one record lies where another one was.
#include "sim/faults/damaged_disks.h"

namespace faultline::sim {

FaultKind misdirected_write_fault() {
  return disk_fault<DiskFate::kMisdirected>(
      "misdirected_write", "processes die and find one record in another one's place");
}

}  // namespace faultline::sim

// The faults, once: one function a kind. To add one: its file, its test, its declaration here and
// its call in registry.cpp.
#pragma once

#include "sim/faults/fault.h"

namespace faultline::sim {

FaultKind clock_offset_fault();
FaultKind crash_fault();
FaultKind partition_fault();
FaultKind pause_fault();

}  // namespace faultline::sim

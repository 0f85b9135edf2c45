// Operations as clients saw them, as plain values for histories and findings: who asked for what
// where and when, which replica's reply it got, and what that replica's clock said.
#pragma once

#include <string>

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

[[nodiscard]] OperationRecord record_of(const History& history, OperationIndex operation);

}  // namespace faultline::sim

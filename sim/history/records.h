// Operations as clients saw them, as plain values for histories and findings: who asked for what
// where and when, which replica's reply it got, and what that replica's clock said.
#pragma once

#include <string>

#include "sim/history/history.h"
#include "sim/run_result.h"

namespace faultline::sim {

[[nodiscard]] OperationRecord record_of(const History& history, OperationIndex operation);

// "1723.110 ms"
[[nodiscard]] std::string milliseconds_text(std::int64_t ns);

// As one would type it into redis-cli: INCRBY ctr:7 3, SET k "", SET k "a b\xff"; long arguments
// are cut.
[[nodiscard]] std::string command_text(const engine::Arguments& command);

}  // namespace faultline::sim

// The history of a run's clients as Jepsen writes it: EDN, one operation a line, invocations and
// completions in order of time. For Elle and Knossos.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "sim/run_result.h"

namespace faultline::reports {

// Reads and writes of whole strings are transactions of micro-operations, as Elle's rw-register
// takes them ([[:r "k" nil]]). Of one key alone (the history of the others is left out) they are
// :read and :write of a value, as Knossos' register takes them.
[[nodiscard]] std::string jepsen_history(const std::vector<sim::OperationRecord>& history,
                                         const std::optional<engine::Bytes>& key);

// The keys that the command's arguments name; none of an unknown command.
[[nodiscard]] std::vector<engine::Bytes> keys_named(const engine::Arguments& command);
[[nodiscard]] bool names_key(const engine::Arguments& command, const engine::Bytes& key);

}  // namespace faultline::reports

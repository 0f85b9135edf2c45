// A line of history-ENGINE.jsonl read again, into the record that it was written from. What the
// format does not tell apart comes back as a bulk string (a status reply); clocks are not in it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run_result.h"

namespace faultline::reports {

// None: it is no such line.
[[nodiscard]] std::optional<sim::OperationRecord> read_history_line(
    const nlohmann::ordered_json& line);
// A whole file; none: a line of it is none.
[[nodiscard]] std::optional<std::vector<sim::OperationRecord>> read_history(std::string_view text);

}  // namespace faultline::reports

// The values that result.json, findings.jsonl and history-ENGINE.jsonl are made of (shared cli.md,
// "result.json"). Integers only; null for what is unknown; a Redis string that is not UTF-8 is
// {"base64": "…"}.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "sim/run_result.h"

namespace faultline::reports {

template <class Value>
[[nodiscard]] nlohmann::ordered_json or_null(const std::optional<Value>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}
[[nodiscard]] nlohmann::ordered_json string_json(std::string_view bytes);
// nil is null, an error {"error": …}, the others what they are.
[[nodiscard]] nlohmann::ordered_json reply_json(const std::optional<engine::Reply>& reply);
// An operation inside a finding.
[[nodiscard]] nlohmann::ordered_json operation_json(
    const std::optional<sim::OperationRecord>& operation);
// One line of a history.
[[nodiscard]] nlohmann::ordered_json history_json(const sim::OperationRecord& operation);
[[nodiscard]] nlohmann::ordered_json finding_json(const sim::Finding& finding);

// The text of a document; indentation -1 puts it on one line. Never throws.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& document, int indentation);

}  // namespace faultline::reports

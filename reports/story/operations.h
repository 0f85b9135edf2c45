// What is said of one client's operation, and of two that met: who asked for what and what was
// answered, what each had seen, both clocks, the rule. Shared by findings and by the story of a
// key.
#pragma once

#include <optional>
#include <string>

#include "sim/run_result.h"

namespace faultline::reports {

// A sentence or more, and what it is about.
struct StoryLine {
  std::string label;
  std::string text;
};

// "SADD cart:7 milk by c3 in eu-west, asked at 5.213 s, answered (integer) 1 after 812 µs, home …".
[[nodiscard]] std::string operation_text(const sim::OperationRecord& operation);
// "c3 in eu-west, asked at 5.213 s, answered (integer) 1 after 812 µs".
[[nodiscard]] std::string asking_text(const sim::OperationRecord& operation);
// "of the lost one 6.034 s (500 ms ahead)".
[[nodiscard]] std::string clock_text(const std::string& who,
                                     const std::optional<sim::OperationRecord>& operation);
// "(right)", "(500 ms ahead)".
[[nodiscard]] std::string offset_text(std::int64_t offset_ns);
// What a finding's example says by "concurrent".
[[nodiscard]] std::string knowledge_text(const std::string& saw);
// The rule with its basis.
[[nodiscard]] std::string rule_text(const sim::Rule& rule, std::string_view engine);

}  // namespace faultline::reports

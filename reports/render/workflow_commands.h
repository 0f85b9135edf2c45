// What a run says to GitHub Actions: workflow commands, one a line, which GitHub shows at the
// scenario's file and above the log. A failed expectation is an error, an undecided one a warning,
// and each engine has a notice of what it lost.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "reports/report.h"

namespace faultline::reports {

// Where the run's scenario is written.
struct ScenarioPlace {
  std::string file;
  // The line of an expectation, by its path; none: it is written nowhere.
  std::function<std::optional<std::uint32_t>(const std::string& path)> line_of;
};

[[nodiscard]] std::string workflow_commands(const ReportInput& input, const ScenarioPlace& place);

// What follows "::" to the end of the line, and the value of a property before it, as GitHub's own
// toolkit escapes them (actions/toolkit, packages/core/src/command.ts).
[[nodiscard]] std::string workflow_data(std::string_view text);
[[nodiscard]] std::string workflow_property(std::string_view text);

}  // namespace faultline::reports

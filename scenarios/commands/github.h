// What `faultline run --github` needs beside the run: at which line of its file each expectation
// stands, and the page of the CI job to which a summary is appended.
#pragma once

#include <string>

#include "reports/render/workflow_commands.h"

namespace faultline::scenarios {

// The file as the user named it. One that cannot be read has no lines.
[[nodiscard]] reports::ScenarioPlace scenario_place(const std::string& file);

// Appends to the file that the environment variable GITHUB_STEP_SUMMARY names; does nothing where
// it names none. Empty on success, else a message for the user.
[[nodiscard]] std::string append_step_summary(const std::string& summary);

}  // namespace faultline::scenarios

// Where a report may go, asked before a run so that nobody waits for a run that cannot be reported.
// A folder is replaced only if it holds a result.json (shared cli.md, "run").
#pragma once

#include <string>

namespace faultline::scenarios {

// Why nothing can be written there; empty: it can.
[[nodiscard]] std::string refuse_place(const std::string& directory);

}  // namespace faultline::scenarios

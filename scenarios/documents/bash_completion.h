// Completion for bash, made from the program's own tables: its commands, the flags of each as CLI11
// lists them, and what may stand behind a flag by the form that its help shows ("E[,E]", "DIR").
// Kept in scenarios/faultline.bash by ./dev golden.
#pragma once

#include <string>

namespace faultline::scenarios {

[[nodiscard]] std::string bash_completion();

}  // namespace faultline::scenarios

// What an author should know of a scenario though nothing is wrong with it: settings that have no
// effect, or that the real program does not survive, and commands that end a connection (shared
// dynomite/facts.md 1, 2 and 9).
#pragma once

#include <string>
#include <vector>

#include "engine/ports/deployment.h"

namespace faultline::engine::dynomite {

// Each a sentence without its full stop.
[[nodiscard]] std::vector<std::string> advice(const AskedOf& asked);

}  // namespace faultline::engine::dynomite

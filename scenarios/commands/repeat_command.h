// The command that repeats a run, as a shell takes it (shared cli.md, "run").
#pragma once

#include <cstdint>
#include <string>

#include "sim/run.h"

namespace faultline::scenarios {

// The file without its folders, and every option that changes what the run shows.
[[nodiscard]] std::string repeat_command(const std::string& file, std::uint64_t seed,
                                         const sim::RunOptions& options);

}  // namespace faultline::scenarios

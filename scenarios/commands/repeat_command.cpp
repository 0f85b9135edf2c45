#include "scenarios/commands/repeat_command.h"

#include <fmt/ranges.h>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/loader.h"

namespace faultline::scenarios {

std::string repeat_command(const std::string& file, std::uint64_t seed,
                           const sim::RunOptions& options) {
  std::string name = file_name(file);
  if (name.starts_with('-')) name = "./" + name;  // else it would be a flag
  std::string command = fmt::format("faultline run {} --seed {}", shell_word(name), seed);
  if (!options.engines.empty())
    command += fmt::format(" --engine {}", fmt::join(options.engines, ","));
  if (options.checks)
    command += options.checks->empty()
                   ? " --checks none"
                   : fmt::format(" --checks {}", fmt::join(*options.checks, ","));
  return command;
}

}  // namespace faultline::scenarios

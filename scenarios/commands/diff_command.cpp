// faultline diff DIR DIR: what got better or worse from one report to another. Both are taken as
// they are; nothing is run again.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>

#include "reports/render/difference_json.h"
#include "scenarios/commands/flags.h"
#include "scenarios/commands/report_folder.h"
#include "scenarios/exit_code.h"

namespace faultline::scenarios {
namespace {

int diff_exit_code(const reports::Difference& difference) {
  if (difference.worse > 0) return kExitFailed;
  const bool nothing_compared = difference.engines.empty();
  return difference.undecided > 0 || nothing_compared ? kExitUnknown : kExitHeld;
}

}  // namespace

int diff_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  std::string before;
  std::string after;
  bool json = false;
  flags.app()
      .add_option("before", before, "the report of the run before")
      ->required()
      ->option_text("DIR");
  flags.app()
      .add_option("after", after, "the report of the run after")
      ->required()
      ->option_text("DIR");
  flags.app().add_flag("--json", json, "one object a line, nothing else");
  flags.app().footer(flags.app().get_footer() +
                     "\n\nExit: 0 nothing is worse, 1 something is, 2 no such report, 3 something "
                     "that held is undecided\nnow, or no engine is in both. Judged are findings, "
                     "losses, convergence, checks and\nexpectations; other figures are shown.");
  if (!flags.parse(arguments, console)) return flags.exit_code();
  std::vector<std::string> problems;
  const std::optional<reports::ReadResult> then = read_reported_result(before, problems);
  const std::optional<reports::ReadResult> now = read_reported_result(after, problems);
  for (const std::string& problem : problems) flags.fail("DIR", problem);
  if (flags.failed(console)) return kExitBadInput;
  const reports::Difference difference = reports::difference(*then, *now);
  const reports::ComparedRun first{before, *then};
  const reports::ComparedRun second{after, *now};
  console.out << (json ? reports::difference_lines(first, second, difference)
                       : reports::difference_text(first, second, difference));
  return diff_exit_code(difference);
}

}  // namespace faultline::scenarios

// faultline replay DIR: runs a report's own scenario again and compares the courses. Where they
// part it tells the last milestone that both share and the first that they do not, and whether this
// program repeats itself there (shared cli.md, "sweep, explore, minimize, replay").
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "scenarios/commands/flags.h"
#include "scenarios/commands/recorded_course.h"
#include "scenarios/commands/report_folder.h"
#include "scenarios/exit_code.h"
#include "scenarios/internal_fault.h"
#include "sim/run.h"
#include "sim/story/numbers.h"
#include "sim/story/text.h"

namespace faultline::scenarios {
namespace {

using sim::Milestone;

std::string milestone_text(const Milestone& milestone) {
  return fmt::format("event {} at {}: {}, fingerprint {:016x}", milestone.event,
                     sim::moment_text(milestone.at_ns), milestone.what, milestone.fingerprint);
}

// The events of one engine's run from one to another.
std::vector<Milestone> events_between(const sim::Plan& plan, const std::string& engine,
                                      std::uint64_t first, std::uint64_t last) {
  std::vector<Milestone> events;
  sim::RunOptions options;
  options.engines = {engine};
  options.checks = Words{};
  options.keep_history = false;
  options.keep_series = false;
  options.traced = [&](const sim::SeenEvent& event) {
    if (event.number >= first && event.number <= last)
      events.push_back({event.number, event.at_ns, event.what, event.fingerprint});
  };
  options.interrupted = [&] { return !events.empty() && events.back().event >= last; };
  (void)sim::run(plan, options);
  return events;
}

// Two runs of this program that part say so event by event: then the bug is its own.
void compare_with_itself(const sim::Plan& plan, const std::string& engine, const Parting& parting,
                         Console& console) {
  const std::uint64_t first = parting.shared ? parting.shared->event : 1;
  const std::uint64_t last = std::max(parting.there ? parting.there->event : first,
                                      parting.here ? parting.here->event : first);
  const std::vector<Milestone> one = events_between(plan, engine, first, last);
  const std::vector<Milestone> other = events_between(plan, engine, first, last);
  const auto differ = std::mismatch(
      one.begin(), one.end(), other.begin(), other.end(),
      [](const Milestone& a, const Milestone& b) { return a.fingerprint == b.fingerprint; });
  if (differ.first == one.end() && differ.second == other.end()) {
    console.out << "  this program repeats itself there: the report is by another version of it "
                   "(environment.json)\n";
    return;
  }
  console.out << "  two runs of this program part, too:\n";
  if (differ.first != one.end())
    console.out << "    one    " << milestone_text(*differ.first) << '\n';
  if (differ.second != other.end())
    console.out << "    other  " << milestone_text(*differ.second) << '\n';
}

void tell_parting(const sim::Plan& plan, const std::string& engine, const Parting& parting,
                  Console& console) {
  if (parting.shared) console.out << "  shared  " << milestone_text(*parting.shared) << '\n';
  if (parting.there) console.out << "  there   " << milestone_text(*parting.there) << '\n';
  if (parting.here) console.out << "  here    " << milestone_text(*parting.here) << '\n';
  if (!parting.there && !parting.here)
    console.out << "  no milestone differs: they part after the last, or only in what is counted\n";
  compare_with_itself(plan, engine, parting, console);
}

int compare(const ReportedRun& reported, const sim::RunResult& result,
            const RecordedCourses& courses, Console& console) {
  int code = kExitHeld;
  for (const sim::EngineResult& engine : result.engines) {
    const std::string fingerprint = fmt::format("{:016x}", engine.fingerprint);
    const std::string& told = reported.fingerprints.at(engine.engine);
    if (fingerprint == told) {
      console.out << fmt::format("same {} {}\n", fingerprint, engine.engine);
      continue;
    }
    code = kExitFailed;
    console.out << fmt::format("differs {}: there {}, here {}\n", engine.engine, told, fingerprint);
    const auto course = courses.find(engine.engine);
    if (course == courses.end())
      console.out << "  the report has no series/course.csv that would tell where\n";
    else
      tell_parting(reported.plan, engine.engine, parting_of(course->second, engine.course),
                   console);
  }
  return code;
}

}  // namespace

int replay_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  std::string directory;
  flags.app()
      .add_option("dir", directory, "the folder of a report")
      ->required()
      ->option_text("DIR");
  if (!flags.parse(arguments, console)) return flags.exit_code();
  std::vector<std::string> problems;
  const std::optional<ReportedRun> reported = read_report(directory, problems);
  RecordedCourses courses;
  if (reported) courses = read_courses(directory, problems);
  for (const std::string& problem : problems) flags.fail("DIR", problem);
  if (flags.failed(console)) return kExitBadInput;
  sim::RunOptions options;
  options.engines = reported->engines;
  options.checks = Words{};
  options.keep_history = false;
  options.interrupted = console.interrupted;
  const RunUnderWay under_way(directory, reported->plan.seed, reported->repeat);
  console.err << fmt::format("{}: seed {}, running again\n", reported->plan.name,
                             reported->plan.seed);
  const sim::RunResult result = sim::run(reported->plan, options);
  if (result.interrupted) return kExitInterrupted;
  return compare(*reported, result, courses, console);
}

}  // namespace faultline::scenarios

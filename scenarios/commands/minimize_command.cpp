// faultline minimize S.json --seed N --out F.json: freezes the run that shows a finding into
// commands and faults at absolute times and makes it as small as still shows the same finding
// (shared cli.md, "sweep, explore, minimize, replay").
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <ostream>

#include "scenarios/commands/flags.h"
#include "scenarios/commands/load_plan.h"
#include "scenarios/commands/output_file.h"
#include "scenarios/commands/repeat_command.h"
#include "scenarios/exit_code.h"
#include "scenarios/loader/loader.h"
#include "scenarios/minimize/small_scenario.h"
#include "scenarios/minimize/trials.h"
#include "sim/search/smaller_plans.h"

namespace faultline::scenarios {
namespace {

struct MinimizeFlags {
  std::string file;
  std::optional<std::uint64_t> seed;
  std::optional<std::string> finding;
  std::string out;
  unsigned jobs = 1;
};

struct MinimizeTexts {
  std::optional<std::string> seed, jobs;
};

void declare(CLI::App& app, MinimizeFlags& flags, MinimizeTexts& texts) {
  app.add_option("file", flags.file, "the scenario")->required()->option_text("S.json");
  app.add_option("--seed", texts.seed, "the seed that shows it (the scenario's own)")
      ->option_text("N");
  app.add_option("--finding", flags.finding, "which finding stays (the worst)")->option_text("ID");
  app.add_option("--out", flags.out, "the small scenario")->required()->option_text("F.json");
  app.add_option("--jobs", texts.jobs, "how many runs at a time (one a core)")->option_text("N");
}

void check_out(Flags& flags, const MinimizeFlags& given) {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::absolute(given.out, error);
  if (!given.out.ends_with(".json"))
    flags.fail("--out", in_quotes(given.out) + " is no scenario file", "a name that ends in .json");
  else if (std::filesystem::is_directory(path, error))
    flags.fail("--out", in_quotes(given.out) + " is a folder", "a file");
  else if (!std::filesystem::is_directory(path.parent_path(), error))
    flags.fail("--out", in_quotes(given.out) + " cannot be written: there is no such folder");
  else if (std::filesystem::equivalent(path, given.file, error))
    flags.fail("--out", in_quotes(given.out) + " is the scenario itself", "another file");
}

void understand(Flags& flags, const MinimizeTexts& texts, MinimizeFlags& given) {
  if (texts.seed) given.seed = flags.seed(*texts.seed);
  given.jobs = flags.jobs(texts.jobs);
  if (given.finding && (given.finding->size() != 12 ||
                        given.finding->find_first_not_of("0123456789abcdef") != std::string::npos))
    flags.fail("--finding", in_quotes(*given.finding) + " is no id",
               "a finding's id, 12 hexadecimal digits");
  check_out(flags, given);
}

void say_missing(const WholeRun& whole, const MinimizeFlags& given, std::uint64_t seed,
                 Console& console) {
  console.err << fmt::format("faultline minimize: seed {} of {} shows {}\n", seed, given.file,
                             given.finding ? "no finding " + *given.finding : "no finding at all");
  for (const sim::Finding* each : whole.findings())
    console.err << fmt::format("  it shows {}: {} ({}), {}\n", each->id, each->kind, each->cause,
                               each->engine);
}

// Tries, and says now and then how far it is.
class Progress {
 public:
  explicit Progress(Console& console) : console_(console) {}
  void tell(const Trials& trials, const sim::Plan& best) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::seconds(2);
    const sim::PlanSize size = size_of(best);
    console_.err << fmt::format("{} tries: {} commands, {} faults, {} nodes\n", trials.tried(),
                                size.commands, size.faults, size.nodes);
  }

 private:
  Console& console_;
  std::chrono::steady_clock::time_point next_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(2);
};

std::string counts(const sim::Plan& before, const sim::Plan& after) {
  const sim::PlanSize from = size_of(before);
  const sim::PlanSize to = size_of(after);
  return fmt::format("commands {} -> {}, faults {} -> {}, nodes {} -> {}", from.commands,
                     to.commands, from.faults, to.faults, from.nodes, to.nodes);
}

int write_small(const SmallScenario& made, const MinimizeFlags& given, Console& console) {
  if (const std::string problem = write_file(given.out, made.text); !problem.empty()) {
    console.err << "faultline minimize: --out: " << problem << '\n';
    return kExitBadInput;
  }
  console.out << fmt::format("shows {}\nscenario {}\nrepeat {}\ntries {}\n{}\n", *made.small.shows,
                             given.out, repeat_command(given.out, made.small.seed, {}), made.tried,
                             counts(made.before, made.small));
  return console.interrupted() ? kExitInterrupted : kExitHeld;
}

int minimize(const sim::Plan& plan, const MinimizeFlags& given, Console& console) {
  console.err << fmt::format("{}: seed {}, running\n", plan.name, plan.seed);
  const WholeRun whole = run_whole(plan, given.file, console.interrupted);
  if (whole.result.interrupted) return kExitInterrupted;
  const sim::Finding* finding =
      given.finding ? whole.find(*given.finding) : worst_finding(plan, whole);
  if (finding == nullptr) {
    say_missing(whole, given, plan.seed, console);
    return kExitFailed;
  }
  console.err << fmt::format("finding {}: {} ({}), {}\n", finding->id, finding->kind,
                             finding->cause, finding->engine);
  Progress progress(console);
  Trying how;
  how.jobs = given.jobs;
  how.interrupted = console.interrupted;
  const std::optional<SmallScenario> small =
      make_small(plan, whole, *finding, how,
                 [&](const Trials& trials, const sim::Plan& best) { progress.tell(trials, best); });
  if (small) return write_small(*small, given, console);
  if (console.interrupted()) return kExitInterrupted;
  console.err << fmt::format(
      "faultline minimize: frozen into commands at absolute times the run no longer shows {}: it "
      "takes what only the workload itself does\n",
      finding->id);
  return kExitFailed;
}

}  // namespace

int minimize_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  MinimizeFlags given;
  MinimizeTexts texts;
  declare(flags.app(), given, texts);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  understand(flags, texts, given);
  const std::optional<sim::Plan> scenario = load_plan(given.file, console);
  if (flags.failed(console) || !scenario) return kExitBadInput;
  const sim::Plan plan = plan_for_seed(*scenario, given.seed.value_or(scenario->seed));
  return minimize(plan, given, console);
}

}  // namespace faultline::scenarios

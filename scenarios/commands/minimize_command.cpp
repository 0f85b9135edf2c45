// faultline minimize S.json --seed N --out F.json: freezes the run that shows a finding into
// commands and faults at absolute times and makes it as small as still shows the same finding
// (shared cli.md, "sweep, explore, minimize, replay").
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <thread>

#include "scenarios/commands/flags.h"
#include "scenarios/commands/repeat_command.h"
#include "scenarios/exit_code.h"
#include "scenarios/expectations.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/loader.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/units.h"
#include "scenarios/minimize/short_text.h"
#include "scenarios/minimize/trials.h"
#include "sim/engines.h"
#include "sim/run.h"
#include "sim/search/freeze.h"
#include "sim/search/minimize.h"
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
  if (texts.seed) {
    const Parsed<std::uint64_t> seed = parse_seed(*texts.seed);
    if (!seed.value) flags.fail("--seed", seed.problem, "a whole number within 0 and 2^64 - 1");
    given.seed = seed.value;
  }
  given.jobs = std::max(1U, std::thread::hardware_concurrency());
  if (texts.jobs) {
    const Parsed<std::uint64_t> jobs = parse_seed(*texts.jobs);
    if (!jobs.value || *jobs.value == 0 || *jobs.value > 1024)
      flags.fail("--jobs", in_quotes(*texts.jobs) + " is no number of runs",
                 "a whole number within 1 and 1024");
    else
      given.jobs = static_cast<unsigned>(*jobs.value);
  }
  if (given.finding && (given.finding->size() != 12 ||
                        given.finding->find_first_not_of("0123456789abcdef") != std::string::npos))
    flags.fail("--finding", in_quotes(*given.finding) + " is no id",
               "a finding's id, 12 hexadecimal digits");
  check_out(flags, given);
}

// A run, with what its clients asked for under each engine.
struct WholeRun {
  sim::RunResult result;
  std::map<std::string, sim::Plan, std::less<>> frozen;
  [[nodiscard]] std::vector<const sim::Finding*> findings() const {
    std::vector<const sim::Finding*> all;
    for (const sim::EngineResult& engine : result.engines)
      for (const sim::Finding& each : engine.findings) all.push_back(&each);
    return all;
  }
};

WholeRun run_whole(const sim::Plan& plan, const MinimizeFlags& given, const Console& console) {
  WholeRun whole;
  sim::RunOptions options;
  options.interrupted = console.interrupted;
  const RunUnderWay under_way(given.file, plan.seed,
                              repeat_command(given.file, plan.seed, options));
  options.closed = [&](std::string_view engine, const sim::History& history) {
    whole.frozen.emplace(engine, sim::frozen(plan, std::string(engine), history));
  };
  whole.result = sim::run(plan, options);
  return whole;
}

const sim::CheckResult* check_of(const sim::RunResult& result, const sim::Finding& finding) {
  for (const sim::EngineResult& engine : result.engines)
    for (const sim::CheckResult& each : engine.checks)
      if (engine.engine == finding.engine && each.name == finding.check) return &each;
  return nullptr;
}

bool is_loss(const sim::Finding& finding) {
  for (std::size_t i = 0; i < sim::kLedgerClasses; ++i) {
    const auto each = static_cast<sim::LedgerClass>(i);
    if (finding.kind == word(each)) return is_lost(each);
  }
  return false;
}

// Of a promise that is broken first, then what users lost, then what else a check has to say.
int weight(const sim::Plan& plan, const WholeRun& whole, const sim::Finding& finding) {
  const std::string path = finding.engine + ".checks." + finding.check;
  for (const auto& each : judge(plan, whole.result, {}))
    if (each.path == path && each.verdict == sim::Verdict::kFailed) return 3;
  if (is_loss(finding)) return 2;
  const sim::CheckResult* check = check_of(whole.result, finding);
  return check != nullptr && check->verdict == sim::Verdict::kFailed ? 1 : 0;
}

const sim::Finding* choose(const sim::Plan& plan, const WholeRun& whole,
                           const std::optional<std::string>& id) {
  const sim::Finding* worst = nullptr;
  int most = -1;
  for (const sim::Finding* each : whole.findings()) {
    if (id && each->id == *id) return each;
    const int here = id ? -1 : weight(plan, whole, *each);
    if (here <= most) continue;
    most = here;
    worst = each;
  }
  return worst;
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

// So that the file says by itself whether it still shows the finding.
void expect_finding(sim::Plan& plan, const sim::Finding& finding) {
  sim::RunOptions options;
  options.checks = checks_for(finding.check);
  const sim::RunResult result = sim::run(plan, options);
  const sim::CheckResult* check = check_of(result, finding);
  if (check != nullptr && check->verdict == sim::Verdict::kFailed)
    plan.expectations = {{finding.engine, "checks." + finding.check, "failed", "failed"}};
  else if (is_loss(finding))
    plan.expectations = {{finding.engine, "ledger." + finding.kind, "> 0",
                          sim::Bound{sim::Bound::Relation::kGreater, 0}}};
}

std::string purpose_of(const sim::Plan& plan, const sim::Finding& finding) {
  return fmt::format("{}: {}, by {} ({}). Made small from seed {} of {}.", finding.engine,
                     finding.kind, finding.cause, finding.rule.name, plan.seed, plan.name);
}

std::string counts(const sim::Plan& before, const sim::Plan& after) {
  const sim::PlanSize from = size_of(before);
  const sim::PlanSize to = size_of(after);
  return fmt::format("commands {} -> {}, faults {} -> {}, nodes {} -> {}", from.commands,
                     to.commands, from.faults, to.faults, from.nodes, to.nodes);
}

int write_small(const sim::Plan& before, const sim::Plan& small, const std::string& text,
                const MinimizeFlags& given, std::uint64_t tried, Console& console) {
  std::ofstream out(given.out, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) {
    console.err << "faultline minimize: --out: " << in_quotes(given.out) << " cannot be written\n";
    return kExitBadInput;
  }
  console.out << fmt::format("shows {}\nscenario {}\nrepeat {}\ntries {}\n{}\n", *small.shows,
                             given.out, repeat_command(given.out, small.seed, {}), tried,
                             counts(before, small));
  return console.interrupted() ? kExitInterrupted : kExitHeld;
}

int minimize(const sim::Plan& plan, const MinimizeFlags& given, Console& console) {
  console.err << fmt::format("{}: seed {}, running\n", plan.name, plan.seed);
  const WholeRun whole = run_whole(plan, given, console);
  if (whole.result.interrupted) return kExitInterrupted;
  const sim::Finding* finding = choose(plan, whole, given.finding);
  if (finding == nullptr) {
    say_missing(whole, given, plan.seed, console);
    return kExitFailed;
  }
  console.err << fmt::format("finding {}: {} ({}), {}\n", finding->id, finding->kind,
                             finding->cause, finding->engine);
  const sim::Plan& before = whole.frozen.at(finding->engine);
  Trials trials({finding->id, finding->engine, finding->check}, given.jobs, console.interrupted);
  if (!trials.shows(before)) {
    console.err << fmt::format(
        "faultline minimize: frozen into commands at absolute times the run no longer shows {}: "
        "it takes what only the workload itself does\n",
        finding->id);
    return console.interrupted() ? kExitInterrupted : kExitFailed;
  }
  Progress progress(console);
  sim::Plan small = sim::minimized(
      before, [&](std::size_t count, const std::function<sim::Plan(std::size_t)>& candidate) {
        const auto shows = trials.first(count, candidate);
        if (shows) progress.tell(trials, candidate(*shows));
        return shows;
      });
  small.purpose = purpose_of(plan, *finding);
  small.shows = finding->id;
  if (!console.interrupted()) expect_finding(small, *finding);
  const std::string text =
      short_text(small, [&](const sim::Plan& candidate) { return trials.shows(candidate); });
  return write_small(before, small, text, given, trials.tried(), console);
}

}  // namespace

int minimize_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  MinimizeFlags given;
  MinimizeTexts texts;
  declare(flags.app(), given, texts);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  understand(flags, texts, given);
  const LoadedScenario loaded = load_scenario_file(given.file);
  for (const InputError& error : loaded.errors) console.err << to_line(error) << '\n';
  for (const std::string& warning : loaded.warnings) console.err << warning << '\n';
  if (flags.failed(console) || !loaded.plan) return kExitBadInput;
  const sim::Plan plan = plan_for_seed(*loaded.plan, given.seed.value_or(loaded.plan->seed));
  return minimize(plan, given, console);
}

}  // namespace faultline::scenarios

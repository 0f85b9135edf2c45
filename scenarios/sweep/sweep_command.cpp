// faultline sweep S.json… --seeds A..B: many seeds of some scenarios on all cores, one line each.
// Killed at any point and started again it goes on; the summary is the same.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <mutex>
#include <ostream>

#include "scenarios/commands/flags.h"
#include "scenarios/commands/load_plan.h"
#include "scenarios/exit_code.h"
#include "scenarios/expectations.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/loader.h"
#include "scenarios/loader/units.h"
#include "scenarios/sweep/seeds_folder.h"
#include "scenarios/sweep/shard.h"
#include "scenarios/sweep/sweep_output.h"
#include "scenarios/sweep/sweep_report.h"
#include "scenarios/sweep/sweep_rows.h"
#include "sim/run.h"
#include "sim/search/workers.h"

namespace faultline::scenarios {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMostSeeds = 1'000'000'000;

struct SeedRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

struct SweepFlags {
  Words files;
  SeedRange seeds;
  unsigned jobs = 1;
  std::uint64_t shard = 0;  // of `shards`, from 0
  std::uint64_t shards = 1;
  std::string out;
  bool until_failure = false;
  std::optional<engine::Duration> time;
  bool json = false;
};

struct SweepTexts {
  std::string seeds;
  std::optional<std::string> jobs, shard, time;
};

void declare(CLI::App& app, SweepFlags& flags, SweepTexts& texts) {
  app.add_option("files", flags.files, "scenario files")->required()->option_text("S.json…");
  app.add_option("--seeds", texts.seeds, "the first and the last seed")
      ->required()
      ->option_text("A..B");
  app.add_option("--jobs", texts.jobs, "how many runs at a time (one a core)")->option_text("N");
  app.add_option("--shard", texts.shard,
                 "only the Kth of N equal parts, for several machines; auto: of a job array")
      ->option_text("K/N|auto");
  app.add_option("--out", flags.out, "where the seeds are kept (faultline-out/NAME-sweep)")
      ->option_text("DIR");
  app.add_flag("--until-failure", flags.until_failure, "end after the first seed that fails");
  app.add_option("--time", texts.time, "start no seed after so long")->option_text("D");
  app.add_flag("--json", flags.json, "one object a seed as it ends, nothing else");
}

std::optional<SeedRange> parse_range(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return std::nullopt;
  const auto first = parse_seed(std::string_view(text).substr(0, dots));
  const auto last = parse_seed(std::string_view(text).substr(dots + 2));
  if (!first.value || !last.value || *first.value > *last.value) return std::nullopt;
  if (*last.value - *first.value >= kMostSeeds) return std::nullopt;
  return SeedRange{*first.value, *last.value};
}

void read_shard(Flags& flags, const std::string& text, SweepFlags& sweep) {
  std::string problem;
  const std::optional<Shard> shard = shard_of(
      text, [](const char* variable) { return std::getenv(variable); }, problem);
  if (!shard) {
    flags.fail("--shard", problem,
               "K/N with K within 1 and N, such as 1/4, or auto in an array of jobs");
    return;
  }
  sweep.shard = shard->part;
  sweep.shards = shard->of;
}

void understand(Flags& flags, const SweepTexts& texts, SweepFlags& sweep) {
  if (const auto range = parse_range(texts.seeds))
    sweep.seeds = *range;
  else
    flags.fail("--seeds", in_quotes(texts.seeds) + " is no range of seeds",
               "the first and the last, such as 1..1000, at most 1000000000 of them");
  sweep.jobs = flags.jobs(texts.jobs);
  if (texts.shard) read_shard(flags, *texts.shard, sweep);
  if (texts.time) {
    const auto time = parse_duration(*texts.time);
    if (!time.value) flags.fail("--time", time.problem, "a duration such as 10m", time.suggestion);
    sweep.time = time.value;
  }
}

std::vector<sim::Plan> load_plans(const SweepFlags& sweep, Flags& flags, Console& console) {
  std::vector<sim::Plan> plans;
  for (const std::string& file : sweep.files) {
    std::optional<sim::Plan> plan = load_plan(file, console);
    if (!plan) continue;
    for (const sim::Plan& other : plans)
      if (other.name == plan->name)
        flags.fail(file,
                   "another scenario of this sweep is named " + in_quotes(other.name) + " too",
                   "scenario files with different names");
    plans.push_back(std::move(*plan));
  }
  return plans;
}

// The runs of a sweep, numbered scenario by scenario, seed by seed.
class Sweep {
 public:
  Sweep(const SweepFlags& flags, std::vector<sim::Plan> plans, SeedsFolder& folder,
        Console& console)
      : flags_(flags), plans_(std::move(plans)), folder_(folder), console_(console) {}

  // False: interrupted.
  bool run();
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  [[nodiscard]] std::uint64_t seeds_each() const {
    return flags_.seeds.last - flags_.seeds.first + 1;
  }
  [[nodiscard]] bool is_mine(const SeedLine& line) const;
  [[nodiscard]] bool time_is_up() const {
    return flags_.time && Clock::now() - began_ >= *flags_.time;
  }
  bool run_one(std::uint64_t number);
  bool note(const SeedLine& line);
  bool go_on();

  const SweepFlags& flags_;
  std::vector<sim::Plan> plans_;
  SeedsFolder& folder_;
  Console& console_;
  Clock::time_point began_ = Clock::now();
  std::atomic<bool> interrupted_ = false;
  std::mutex mutex_;  // guards all below, and the folder
  SweepProgress progress_;
  std::string problem_;
};

bool Sweep::run() {
  const std::uint64_t all = plans_.size() * seeds_each();
  const std::uint64_t mine =
      all > flags_.shard ? (all - flags_.shard + flags_.shards - 1) / flags_.shards : 0;
  std::uint64_t known = 0;
  bool failed = false;
  folder_.lines().for_each([&](const SeedLine& line) {
    known += is_mine(line) ? 1 : 0;
    failed |= line.outcome == "failed";
  });
  if (flags_.until_failure && failed) return true;
  progress_.begin(mine, known);
  sim::work_through(
      mine, flags_.jobs, [&](std::uint64_t i) { return run_one(i * flags_.shards + flags_.shard); },
      [&] { return go_on(); });
  if (time_is_up() && !interrupted_) progress_.time_is_up(console_.err);
  return !interrupted_;
}

bool Sweep::is_mine(const SeedLine& line) const {
  if (line.seed < flags_.seeds.first || line.seed > flags_.seeds.last) return false;
  for (std::uint64_t i = 0; i < plans_.size(); ++i)
    if (plans_[i].name == line.scenario)
      return (i * seeds_each() + line.seed - flags_.seeds.first) % flags_.shards == flags_.shard;
  return false;
}

bool Sweep::run_one(std::uint64_t number) {
  const sim::Plan& scenario = plans_[number / seeds_each()];
  const std::uint64_t seed = flags_.seeds.first + number % seeds_each();
  {
    const std::lock_guard lock(mutex_);
    if (folder_.lines().contains(scenario.name, seed)) return true;
  }
  const sim::Plan plan = plan_for_seed(scenario, seed);
  const RunUnderWay under_way(plan.name, seed, repeat_of(folder_, plan.name, seed));
  sim::RunOptions options;
  options.keep_history = false;
  options.keep_series = false;
  options.interrupted = [this] { return interrupted_.load(); };
  const sim::RunResult result = sim::run(plan, options);
  if (result.interrupted) return false;
  const auto outcome = outcome_of(count(judge(plan, result, options)));
  const std::lock_guard lock(mutex_);
  return note(seed_line(plan, outcome, result));
}

bool Sweep::note(const SeedLine& line) {
  if (!folder_.append(line)) {
    problem_ = "seeds.jsonl cannot be written; the disk may be full";
    return false;
  }
  progress_.finished(line.outcome);
  if (flags_.json) console_.out << to_json(line).dump() << '\n' << std::flush;
  return !(flags_.until_failure && line.outcome == "failed");
}

bool Sweep::go_on() {
  if (console_.interrupted()) {
    interrupted_ = true;
    return false;
  }
  const std::lock_guard lock(mutex_);
  progress_.report(Clock::now() - began_, console_.err);
  return !time_is_up();
}

std::string default_folder(const std::vector<sim::Plan>& plans) {
  return "faultline-out/" + (plans.size() == 1 ? plans.front().name + "-" : std::string()) +
         "sweep";
}

int finish(const SweepFlags& flags, const SeedsFolder& folder, bool whole, Console& console) {
  const std::string message = folder.write_summary(!whole);
  if (!message.empty()) {
    console.err << "faultline sweep: " << message << '\n';
    return kExitBadInput;
  }
  const std::string problem = write_sweep_report(folder, !whole);
  if (!problem.empty()) console.err << "faultline sweep: " << problem << '\n';
  const int code = print_sweep(folder, flags.json, console);
  return whole ? code : kExitInterrupted;
}

}  // namespace

int sweep_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  SweepFlags sweep;
  SweepTexts texts;
  declare(flags.app(), sweep, texts);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  understand(flags, texts, sweep);
  std::vector<sim::Plan> plans = load_plans(sweep, flags, console);
  if (flags.failed(console) || plans.size() != sweep.files.size()) return kExitBadInput;

  std::vector<SweptScenario> scenarios;
  for (std::size_t i = 0; i < plans.size(); ++i)
    scenarios.push_back({plans[i].name, file_name(sweep.files[i]), plans[i].sha256,
                         clock_dose(plans[i]), partition_dose(plans[i])});
  std::string problem;
  SeedsFolder folder =
      SeedsFolder::open(sweep.out.empty() ? default_folder(plans) : sweep.out, true, problem);
  if (problem.empty()) problem = folder.continue_with(scenarios);
  if (problem.empty()) problem = folder.start_writing();
  if (!problem.empty()) {
    flags.fail("--out", problem);
    (void)flags.failed(console);
    return kExitBadInput;
  }
  Sweep work(sweep, std::move(plans), folder, console);
  const bool whole = work.run();
  const int code = finish(sweep, folder, whole, console);
  if (work.problem().empty()) return code;
  console.err << "faultline sweep: " << work.problem() << '\n';
  return kExitBadInput;
}

}  // namespace faultline::scenarios

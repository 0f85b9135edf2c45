// faultline run S.json…: loads, runs, judges, reports. Nothing is run or written before every file
// and every flag has been found good.
#include <fmt/format.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>

#include "reports/render/summary.h"
#include "reports/story/finding_diagrams.h"
#include "scenarios/colour.h"
#include "scenarios/commands/flags.h"
#include "scenarios/commands/github.h"
#include "scenarios/commands/load_plan.h"
#include "scenarios/commands/repeat_command.h"
#include "scenarios/commands/report_place.h"
#include "scenarios/exit_code.h"
#include "scenarios/expectations.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/loader.h"
#include "scenarios/loader/parameters.h"
#include "sim/checkers/checker.h"
#include "sim/engines.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

using reports::HistoryLevel;
using reports::ReportLevel;

const std::map<std::string, ReportLevel> kReportLevels = {
    {"full", ReportLevel::kFull}, {"data", ReportLevel::kData}, {"none", ReportLevel::kNone}};
const std::map<std::string, HistoryLevel> kHistoryLevels = {{"none", HistoryLevel::kNone},
                                                            {"findings", HistoryLevel::kFindings},
                                                            {"full", HistoryLevel::kFull}};

struct RunFlags {
  Words files;
  std::optional<std::uint64_t> seed;
  std::string out;
  ReportLevel report = ReportLevel::kFull;
  HistoryLevel history = HistoryLevel::kFindings;
  sim::RunOptions options;
  bool quiet = false;
  bool json = false;
  bool github = false;
};

// One scenario to run.
struct Job {
  std::string file;
  sim::Plan plan;
  std::string directory;
  std::string repeat;
};

template <class Level>
Words words_of(const std::map<std::string, Level>& levels) {
  Words words;
  for (const auto& [word, level] : levels) words.push_back(word);
  return words;
}

// The flags as texts, before they are understood.
struct Texts {
  std::optional<std::string> seed, engines;
  std::string checks = "all", report = "full", history = "findings";
};

void declare(CLI::App& app, RunFlags& flags, Texts& texts) {
  app.add_option("files", flags.files, "scenario files")->required()->option_text("S.json…");
  app.add_option("--seed", texts.seed, "decides everything; wins over the scenario's own")
      ->option_text("N");
  app.add_option("--engine", texts.engines, "only these of the scenario's engines")
      ->option_text("E[,E]");
  app.add_option("--out", flags.out, "where the report goes (faultline-out/NAME-SEED)")
      ->option_text("DIR");
  app.add_option("--report", texts.report, "how much of it is written (full)")
      ->option_text("full|data|none");
  app.add_option("--history", texts.history, "which operations are written (findings)")
      ->option_text("none|findings|full");
  app.add_option("--checks", texts.checks, "which checks run (all)")->option_text("all|none|a,b");
  app.add_flag("--quiet", flags.quiet, "no progress, no table");
  app.add_flag("--json", flags.json, "result.json on one line a scenario, nothing else");
  app.add_flag("--github", flags.github,
               "annotations for GitHub Actions, and summary.md to $GITHUB_STEP_SUMMARY");
}

void understand(Flags& flags, const Texts& texts, RunFlags& run) {
  if (texts.seed) run.seed = flags.seed(*texts.seed);
  if (texts.engines)
    run.options.engines = flags.list("--engine", *texts.engines, names_of(sim::engine_kinds()));
  if (texts.checks == "none")
    run.options.checks = Words{};
  else if (texts.checks != "all")
    run.options.checks =
        flags.list("--checks", texts.checks, names_of(sim::check_kinds()), {"all", "none"});
  if (const auto level = flags.word("--report", texts.report, words_of(kReportLevels)))
    run.report = kReportLevels.at(*level);
  if (const auto level = flags.word("--history", texts.history, words_of(kHistoryLevels)))
    run.history = kHistoryLevels.at(*level);
  run.options.keep_history = run.report != ReportLevel::kNone && run.history != HistoryLevel::kNone;
  run.options.keep_series = run.report != ReportLevel::kNone;
}

std::string directory_of(const RunFlags& flags, const sim::Plan& plan) {
  const std::string own = plan.name + "-" + std::to_string(plan.seed);
  if (flags.out.empty()) return "faultline-out/" + own;
  std::string out = flags.out;
  while (out.size() > 1 && out.ends_with('/')) out.pop_back();
  if (flags.files.size() == 1) return out;
  return out == "/" ? out + own : out + "/" + own;
}

std::vector<Job> load_jobs(const RunFlags& run, Flags& flags, Console& console) {
  std::vector<Job> jobs;
  std::set<std::string> directories;
  for (const std::string& file : run.files) {
    const std::optional<sim::Plan> plan = load_plan(file, console);
    if (!plan) continue;
    Job job{file, plan_for_seed(*plan, run.seed.value_or(plan->seed)), {}, {}};
    for (const std::string& engine : run.options.engines)
      (void)flags.word("--engine", engine, names_of(job.plan.engines));
    job.directory = directory_of(run, job.plan);
    job.repeat = repeat_command(file, job.plan.seed, run.options);
    if (run.report != ReportLevel::kNone) {
      if (!directories.insert(job.directory).second)
        flags.fail(file, "another scenario of this run writes " + in_quotes(job.directory) + " too",
                   "scenario files with different names");
      const std::string refusal = refuse_place(job.directory);
      if (!refusal.empty()) flags.fail("--out", refusal);
    }
    jobs.push_back(std::move(job));
  }
  return jobs;
}

std::string report_line(const Job& job, ReportLevel level) {
  if (level == ReportLevel::kNone) return "report none";
  return "report " + job.directory +
         (level == ReportLevel::kFull ? "/report.html" : "/result.json");
}

struct Finished {
  int exit_code = kExitHeld;
  std::string outcome;
  bool interrupted = false;
};

void print_result(const reports::ReportInput& input, const Job& job, const RunFlags& flags,
                  const Tally& tally, Console& console) {
  if (flags.json) {
    console.out << nlohmann::ordered_json::parse(result_json(input)).dump() << '\n';
    return;
  }
  if (!flags.quiet) {
    const std::string table = coloured_table(result_table(input), console.colours);
    console.out << table << (table.ends_with('\n') ? "\n" : "\n\n");
  }
  console.out << fmt::format("{}\n{}\nrepeat {}\n", tally_text(tally, console.colours),
                             report_line(job, flags.report), job.repeat);
}

// For the log and the page of a job of GitHub Actions, which reads its commands from both streams.
// Empty on success, else a message.
std::string tell_github(const reports::ReportInput& input, const Job& job, const RunFlags& flags,
                        Console& console) {
  if (!flags.github) return {};
  (flags.json ? console.err : console.out)
      << reports::workflow_commands(input, scenario_place(job.file));
  return append_step_summary(reports::summary_markdown(input));
}

Finished run_job(const Job& job, const RunFlags& flags, Console& console) {
  const RunUnderWay under_way(job.file, job.plan.seed, job.repeat);
  if (!flags.quiet)
    console.err << fmt::format("{}: seed {}, running\n", job.plan.name, job.plan.seed);
  sim::RunOptions options = flags.options;
  options.interrupted = console.interrupted;
  std::map<std::string, reports::FindingDiagram> diagrams;
  if (flags.report == ReportLevel::kFull && (!options.checks || !options.checks->empty()))
    options.closed = [&](const sim::EngineResult& engine, const sim::History& history) {
      diagrams.merge(reports::finding_diagrams(history, engine));
    };
  const auto began = std::chrono::steady_clock::now();
  const sim::RunResult result = sim::run(job.plan, options);
  const auto took = std::chrono::steady_clock::now() - began;
  reports::ReportInput input{job.plan,
                             result,
                             judge(job.plan, result, options),
                             {},
                             job.repeat,
                             resolved_text(job.plan),
                             std::move(diagrams)};
  const Tally tally = count(input.expectations);
  input.outcome = outcome_of(tally);
  const std::string message =
      write_report(input, {job.directory, flags.report, flags.history, took});
  Finished finished{exit_code_of(input.outcome), input.outcome, result.interrupted};
  if (!message.empty()) {
    console.err << "faultline run: " << message << '\n';
    finished.exit_code = kExitBadInput;
    return finished;
  }
  const std::string problem = tell_github(input, job, flags, console);
  print_result(input, job, flags, tally, console);
  console.out.flush();
  if (!problem.empty()) {
    console.err << "faultline run: " << problem << '\n';
    finished.exit_code = worse(finished.exit_code, kExitBadInput);
  }
  return finished;
}

int run_jobs(const std::vector<Job>& jobs, const RunFlags& flags, Console& console) {
  int code = kExitHeld;
  Tally outcomes;
  std::size_t scenarios = 0;
  bool interrupted = false;
  for (const Job& job : jobs) {
    const Finished finished = run_job(job, flags, console);
    code = worse(code, finished.exit_code);
    outcomes.held += finished.outcome == "held" ? 1 : 0;
    outcomes.failed += finished.outcome == "failed" ? 1 : 0;
    outcomes.unknown += finished.outcome == "unknown" ? 1 : 0;
    ++scenarios;
    interrupted = finished.interrupted || console.interrupted();
    if (interrupted) break;
  }
  if (jobs.size() > 1 && !flags.json)
    console.out << scenarios << " scenarios: " << tally_text(outcomes, console.colours) << '\n';
  return interrupted && code != kExitBadInput ? kExitInterrupted : code;
}

}  // namespace

int run_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  RunFlags run;
  Texts texts;
  declare(flags.app(), run, texts);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  understand(flags, texts, run);
  const std::vector<Job> jobs = load_jobs(run, flags, console);
  if (flags.failed(console) || jobs.size() != run.files.size()) return kExitBadInput;
  return run_jobs(jobs, run, console);
}

}  // namespace faultline::scenarios

// faultline chart DIR NAME: one chart of a report, as a picture for a page, a slide or a paper, or
// as its data. What the folder has is handed out as it is; for the rest the report's seed is run
// again, and nothing is drawn of a run that takes another course.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "reports/charts/chart_kind.h"
#include "reports/charts/gnuplot.h"
#include "reports/metrics/series.h"
#include "reports/render/folder.h"
#include "scenarios/commands/flags.h"
#include "scenarios/commands/output_file.h"
#include "scenarios/commands/report_folder.h"
#include "scenarios/exit_code.h"
#include "scenarios/internal_fault.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/loader/wrong_word.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;

struct ChartFlags {
  std::string directory;
  std::string name;
  std::string format = "svg";
  std::optional<std::string> out;
  [[nodiscard]] bool wants_data() const { return format == "csv"; }
  // What a terminal shows; the others go into a file.
  [[nodiscard]] bool wants_text() const { return format == "csv" || format == "svg"; }
};

// A chart, or a series that has none; neither: no such name.
struct Named {
  const reports::ChartKind* chart = nullptr;
  std::string (*csv)(const reports::EngineResults&) = nullptr;
};

// The bytes that were wanted, or why there are none.
struct Made {
  std::string bytes;
  std::string problem;
  int exit_code = kExitHeld;
};

void declare(CLI::App& app, ChartFlags& flags) {
  app.add_option("dir", flags.directory, "the folder of a report")->required()->option_text("DIR");
  app.add_option("name", flags.name, "which of its charts, such as losses; as csv any series")
      ->required()
      ->option_text("NAME");
  app.add_option("--format", flags.format, "what is made of it (svg)")
      ->option_text("svg|png|pdf|csv");
  app.add_option("--out", flags.out, "where it goes (stdout; png and pdf: NAME.png, NAME.pdf)")
      ->option_text("FILE");
}

Named named(Flags& flags, const ChartFlags& given) {
  Words charts;
  Words series;
  for (const reports::ChartKind& kind : reports::chart_kinds()) {
    if (kind.name == given.name) return {&kind, kind.csv};
    charts.push_back(kind.name);
  }
  for (const reports::SeriesKind& kind : reports::series_without_charts()) {
    if (kind.name == given.name && given.wants_data()) return {nullptr, kind.csv};
    if (kind.name == given.name)
      flags.fail("NAME", in_quotes(given.name) + " is a series without a chart", "--format csv");
    series.push_back(kind.name);
  }
  if (std::find(series.begin(), series.end(), given.name) != series.end()) return {};
  if (given.wants_data()) charts.insert(charts.end(), series.begin(), series.end());
  const WrongWord wrong = wrong_word(given.wants_data() ? "series" : "chart", given.name, charts);
  flags.fail("NAME", wrong.what, wrong.expected, wrong.suggestion);
  return {};
}

// What the report has of it already.
std::optional<std::string> kept_in(const ChartFlags& given) {
  std::error_code error;
  const fs::path folder(given.directory);
  const fs::path file = given.wants_data() ? folder / "series" / (given.name + ".csv")
                                           : folder / "charts" / (given.name + ".svg");
  if (!given.wants_text() || !fs::exists(folder / "result.json", error) ||
      !fs::is_regular_file(file, error))
    return std::nullopt;
  return reports::read_file(file);
}

Made drawn(const reports::Chart& chart, const ChartFlags& given) {
  reports::Canvas canvas = reports::kWideCanvas;
  if (given.format == "png") canvas.format = reports::PictureFormat::kPng;
  if (given.format == "pdf") canvas.format = reports::PictureFormat::kPdf;
  std::error_code error;
  const fs::path draft =
      fs::temp_directory_path(error) / fmt::format("faultline-chart-{}", getpid());
  Made made;
  made.problem = reports::draw_chart(chart, canvas, draft.string(), reports::gnuplot_command());
  if (made.problem.empty()) made.bytes = reports::read_file(draft);
  fs::remove(draft, error);
  if (!made.problem.empty()) made.exit_code = kExitBadInput;
  return made;
}

// The first engine whose course is not the report's; empty: all take the same.
std::string other_course(const ReportedRun& reported, const sim::RunResult& result) {
  for (const sim::EngineResult& engine : result.engines)
    if (fmt::format("{:016x}", engine.fingerprint) != reported.fingerprints.at(engine.engine))
      return engine.engine;
  return {};
}

Made made_anew(const ReportedRun& reported, const ChartFlags& given, const Named& wanted,
               Console& console) {
  const RunUnderWay under_way(given.directory, reported.plan.seed, reported.repeat);
  console.err << fmt::format("{}: seed {}, running again\n", reported.plan.name,
                             reported.plan.seed);
  sim::RunOptions options;
  options.engines = reported.engines;
  options.checks = reported.checks;
  options.keep_history = false;
  options.interrupted = console.interrupted;
  const sim::RunResult result = sim::run(reported.plan, options);
  if (result.interrupted) return {{}, {}, kExitInterrupted};
  if (const std::string engine = other_course(reported, result); !engine.empty())
    return {{},
            fmt::format("{} takes another course than the report tells of: another version of "
                        "faultline wrote it; write it anew: {}",
                        engine, reported.repeat),
            kExitFailed};
  const reports::ReportInput input{reported.plan, result, {}, {}, reported.repeat, {}};
  if (given.wants_data()) return {wanted.csv(reports::engine_results(input)), {}, kExitHeld};
  const std::optional<reports::Chart> chart = wanted.chart->draw(input);
  if (chart) return drawn(*chart, given);
  return {{},
          fmt::format("{} has nothing to show in this run: all of it is 0, or was not measured",
                      in_quotes(given.name)),
          kExitBadInput};
}

int hand_out(const Made& made, const ChartFlags& given, Console& console) {
  if (!made.problem.empty()) console.err << "faultline chart: " << made.problem << '\n';
  if (made.exit_code != kExitHeld) return made.exit_code;
  if (!given.out && given.wants_text()) {
    console.out << made.bytes;
    return kExitHeld;
  }
  const std::string file = given.out.value_or(given.name + "." + given.format);
  const std::string problem = write_file(file, made.bytes);
  if (problem.empty()) {
    console.out << "chart " << file << '\n';
    return kExitHeld;
  }
  console.err << "faultline chart: --out: " << problem << '\n';
  return kExitBadInput;
}

}  // namespace

int chart_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  ChartFlags given;
  declare(flags.app(), given);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  (void)flags.word("--format", given.format, {"svg", "png", "pdf", "csv"});
  const Named wanted = named(flags, given);
  const std::string file = given.out.value_or(given.name + "." + given.format);
  if (given.out || !given.wants_text())
    if (const std::string refusal = refuse_file(file); !refusal.empty())
      flags.fail("--out", refusal);
  const std::optional<std::string> kept = kept_in(given);
  std::vector<std::string> problems;
  std::optional<ReportedRun> reported;
  if (!kept) reported = read_report(given.directory, problems);
  for (const std::string& problem : problems) flags.fail("DIR", problem);
  if (flags.failed(console)) return kExitBadInput;
  const Made made =
      kept ? Made{*kept, {}, kExitHeld} : made_anew(*reported, given, wanted, console);
  return hand_out(made, given, console);
}

}  // namespace faultline::scenarios

#include "scenarios/sweep/sweep_report.h"

#include <fmt/format.h>

#include <filesystem>

#include "reports/charts/gnuplot.h"
#include "reports/render/folder.h"
#include "reports/render/sweep_page.h"
#include "reports/story/words.h"
#include "scenarios/colour.h"
#include "scenarios/sweep/dose_charts.h"
#include "scenarios/sweep/sweep_charts.h"
#include "scenarios/sweep/sweep_rows.h"
#include "sim/story/numbers.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;
using reports::SweepPage;

constexpr std::size_t kFailedShown = 50;

// Draws what is handed to it and stops at the first message.
class Drawing {
 public:
  explicit Drawing(const SeedsFolder& folder) : folder_(folder) {}

  [[nodiscard]] std::vector<reports::EmbeddedChart> embedded(const std::vector<SweepChart>& charts,
                                                             const std::string& of) {
    std::vector<reports::EmbeddedChart> all;
    for (const SweepChart& chart : charts) {
      const std::string series = "series/" + chart.name + ".csv";
      keep(folder_.write(series, chart.csv));
      reports::EmbeddedChart one{of + chart.heading,
                                 title_of(chart.chart),
                                 chart.caption,
                                 series,
                                 chart.csv,
                                 false,
                                 drawn(chart, "", reports::kWideCanvas),
                                 drawn(chart, "-narrow", reports::kNarrowCanvas)};
      if (message_.empty()) all.push_back(std::move(one));
    }
    return all;
  }
  void keep(const std::string& message) {
    if (message_.empty()) message_ = message;
  }
  [[nodiscard]] const std::string& message() const { return message_; }

 private:
  std::string drawn(const SweepChart& chart, const char* form, const reports::Canvas& canvas) {
    if (!message_.empty()) return {};
    const fs::path file = fs::path(folder_.path()) / "charts" / (chart.name + form + ".svg");
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    keep(reports::draw_chart(chart.chart, canvas, file.string(), gnuplot_));
    return reports::read_file(file);
  }

  const SeedsFolder& folder_;
  const std::string gnuplot_ = reports::gnuplot_command();
  std::string message_;
};

SweepPage::Scenario scenario_of(const SeedsFolder& folder, const std::string& name,
                                Drawing& drawing) {
  const Distribution all = distribution_of(name, folder.lines());
  SweepPage::Scenario scenario;
  scenario.name = name;
  const bool is_alone = folder.scenarios().size() == 1;
  if (!is_alone)
    scenario.seeds =
        fmt::format("{}: {} held, {} failed, {} unknown", sim::counted(all.seeds, "seed"),
                    all.outcomes.at("held"), all.outcomes.at("failed"), all.outcomes.at("unknown"));
  scenario.verdicts = verdicts_of(all);
  for (const auto& [engine, seeds] : all.engines)
    scenario.engines.push_back(reports::display_name(engine));
  if (all.seeds > 0) scenario.rows = rows_of(all);
  for (const PairedSeeds& pair : all.pairs)
    scenario.pairs.push_back(
        pair_text(pair, reports::display_name(pair.first), reports::display_name(pair.second)) +
        ".");
  scenario.findings = findings_of(all, folder, name);
  scenario.charts = drawing.embedded(scenario_charts(name, all), is_alone ? "" : name + ": ");
  if (all.seeds < kSeedsForCharts)
    scenario.no_charts = fmt::format(
        "No charts: they are drawn from {} seeds on, since fewer are no distribution, and here {} "
        "{}.",
        kSeedsForCharts, all.seeds == 1 ? "is" : "are", all.seeds);
  else if (!drawing.message().empty())
    scenario.no_charts = "No charts: " + drawing.message() + ".";
  return scenario;
}

void add_failed(const SeedsFolder& folder, SweepPage& page) {
  std::uint64_t left_out = 0;
  folder.lines().for_each([&](const SeedLine& line) {
    if (line.outcome != "failed") return;
    if (page.failed.size() == kFailedShown)
      ++left_out;
    else
      page.failed.push_back({fmt::format("{}, seed {}", line.scenario, line.seed),
                             repeat_of(folder, line.scenario, line.seed)});
  });
  if (left_out > 0) page.more_failed = sim::grouped(left_out) + " more are in summary.json.";
}

}  // namespace

std::string write_sweep_report(const SeedsFolder& folder, bool interrupted) {
  Drawing drawing(folder);
  SweepPage page;
  const Tally tally = folder.tally();
  page.verdict =
      fmt::format("{}: {}", sim::counted(folder.lines().size(), "seed"), tally_text(tally, false));
  page.outcome = outcome_of(tally);
  page.is_interrupted = interrupted;
  for (const SweptScenario& scenario : folder.scenarios())
    page.scenarios.push_back(scenario_of(folder, scenario.name, drawing));
  page.charts = drawing.embedded(dose_charts(folder), "");
  add_failed(folder, page);
  drawing.keep(folder.write("report.html", sweep_page(page)));
  return drawing.message();
}

}  // namespace faultline::scenarios

#include "scenarios/sweep/sweep_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "reports/charts/chart.h"
#include "reports/story/words.h"
#include "sim/story/numbers.h"

namespace faultline::scenarios {
namespace {

using reports::BarChart;
using reports::Chart;
using reports::TimeChart;

constexpr std::size_t kMostPoints = 500;  // of a line: more cannot be told apart

std::string seeds_text(std::uint64_t part, std::uint64_t all) {
  if (part == all) return fmt::format("all {} seeds", sim::grouped(all));
  return fmt::format("{} of {} seeds", part == 0 ? "none" : sim::grouped(part), sim::grouped(all));
}

// "Active-Active agrees at last under all 100 seeds, Dynomite under none of 100 seeds".
TimeChart agreement_chart(const Distribution& all) {
  TimeChart chart;
  chart.value_label = "share of the seeds whose replicas agree again";
  chart.time_label = "time since the last fault was over";
  chart.scale = reports::Scale::kShare;
  reports::TimePanel panel;
  for (const auto& [name, engine] : all.engines) {
    const std::vector<std::int64_t>& times = engine.converged_after_heal_ns;
    chart.title +=
        fmt::format("{}{} {}", chart.title.empty() ? "" : ", ", reports::display_name(name),
                    (chart.title.empty() ? "agrees at last under " : "under ") +
                        seeds_text(times.size(), all.seeds));
    reports::TimeLine line{reports::display_name(name), panel.lines.size(), false, {{0, 0}}};
    const std::size_t step = times.size() / kMostPoints + 1;
    for (std::size_t i = 0; i < times.size(); ++i) {
      const bool last = i + 1 == times.size();
      if (!last && ((i + 1) % step != 0 || times[i + 1] == times[i])) continue;
      line.points.push_back({times[i], static_cast<std::int64_t>((i + 1) * 1'000'000 / all.seeds)});
    }
    panel.lines.push_back(std::move(line));
  }
  std::int64_t end = 0;
  for (const reports::TimeLine& line : panel.lines) end = std::max(end, line.points.back().at_ns);
  for (reports::TimeLine& line : panel.lines)
    line.points.push_back({end + end / 20 + 1, line.points.back().value});
  chart.panels.push_back(std::move(panel));
  return chart;
}

BarChart losses_chart(const Distribution& all) {
  BarChart chart;
  chart.value_label = "seeds";
  chart.parts = {"seeds that lose acknowledged updates", "seeds that lose none"};
  for (const auto& [name, engine] : all.engines) {
    const std::uint64_t seeds = engine.lost.size();
    if (seeds == 0) continue;
    chart.title +=
        fmt::format("{}{} {}", chart.title.empty() ? "" : ", ", reports::display_name(name),
                    (chart.title.empty() ? "loses something under " : "under ") +
                        seeds_text(engine.with_losses, seeds));
    chart.bars.push_back({reports::display_name(name),
                          {static_cast<std::int64_t>(engine.with_losses),
                           static_cast<std::int64_t>(seeds - engine.with_losses)}});
  }
  return chart;
}

}  // namespace

std::string draw_sweep(const SeedsFolder& folder) {
  const std::filesystem::path charts = std::filesystem::path(folder.path()) / "charts";
  const std::string gnuplot = reports::gnuplot_command();
  std::string message;
  const auto draw = [&](const Chart& chart, const std::string& name) {
    if (!message.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(charts, error);
    message = reports::draw_chart(chart, reports::kWideCanvas, (charts / (name + ".svg")).string(),
                                  gnuplot);
  };
  for (const SweptScenario& scenario : folder.scenarios()) {
    const Distribution all = distribution_of(scenario.name, folder.lines());
    if (all.seeds < kSeedsForCharts) continue;
    draw(agreement_chart(all), scenario.name + "-agreement");
    const BarChart losses = losses_chart(all);
    if (!losses.bars.empty()) draw(losses, scenario.name + "-losses");
  }
  return message;
}

}  // namespace faultline::scenarios

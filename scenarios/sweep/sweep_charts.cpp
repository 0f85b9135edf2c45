#include "scenarios/sweep/sweep_charts.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/story/words.h"
#include "scenarios/sweep/share.h"
#include "sim/story/numbers.h"

namespace faultline::scenarios {
namespace {

using reports::BarChart;
using reports::IntervalChart;
using reports::TimeChart;

constexpr std::size_t kMostPoints = 500;  // of a line: more cannot be told apart

std::string seeds_text(std::uint64_t part, std::uint64_t all) {
  if (part == all) return fmt::format("all {} seeds", sim::grouped(all));
  return fmt::format("{} of {} seeds", part == 0 ? "none" : sim::grouped(part), sim::grouped(all));
}

// After so long so many seeds agreed.
struct Agreed {
  std::int64_t within_ns = 0;
  std::uint64_t seeds = 0;
};

std::vector<Agreed> agreed_points(const EngineSeeds& engine) {
  const std::vector<std::int64_t>& times = engine.converged_after_heal_ns;
  const std::size_t step = times.size() / kMostPoints + 1;
  std::vector<Agreed> points;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const bool last = i + 1 == times.size();
    if (!last && ((i + 1) % step != 0 || times[i + 1] == times[i])) continue;
    points.push_back({times[i], i + 1});
  }
  return points;
}

// "Active-Active agrees at last under all 100 seeds, Dynomite under none of 100 seeds".
TimeChart agreement_chart(const Distribution& all) {
  TimeChart chart;
  chart.value_label = "share of the seeds whose replicas agree again";
  chart.time_label = "time since load and faults were over";
  chart.scale = reports::Scale::kShare;
  reports::TimePanel panel;
  for (const auto& [name, engine] : all.engines) {
    const std::vector<std::int64_t>& times = engine.converged_after_heal_ns;
    chart.title +=
        fmt::format("{}{} {}", chart.title.empty() ? "" : ", ", reports::display_name(name),
                    (chart.title.empty() ? "agrees at last under " : "under ") +
                        seeds_text(times.size(), all.seeds));
    reports::TimeLine line{reports::display_name(name), panel.lines.size(), false, {{0, 0}}};
    for (const Agreed& point : agreed_points(engine))
      line.points.push_back(
          {point.within_ns, static_cast<std::int64_t>(point.seeds * 1'000'000 / all.seeds)});
    panel.lines.push_back(std::move(line));
  }
  std::int64_t end = 0;
  for (const reports::TimeLine& line : panel.lines) end = std::max(end, line.points.back().at_ns);
  // Goes on for a while behind the last of them, and a moment where all agreed at once.
  constexpr std::int64_t kMillisecond = 1'000'000;
  for (reports::TimeLine& line : panel.lines)
    line.points.push_back({end + std::max(end / 20, kMillisecond), line.points.back().value});
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

// "Active-Active loses less than Dynomite under 8 of 20 seeds": the way that more seeds go.
std::string difference_clause(const PairedSeeds& pair) {
  const bool is_less = pair.second_lost_more >= pair.first_lost_more;
  const std::uint64_t seeds = is_less ? pair.second_lost_more : pair.first_lost_more;
  const char* way = seeds == 0 ? "as much as" : is_less ? "less than" : "more than";
  return fmt::format("{} loses {} {} under {}", reports::display_name(pair.first), way,
                     reports::display_name(pair.second),
                     seeds_text(seeds == 0 ? pair.equal : seeds, pair.difference.size()));
}

IntervalChart differences_chart(const Distribution& all) {
  IntervalChart chart;
  chart.value_label = "lost in the first minus lost in the second";
  for (const PairedSeeds& pair : all.pairs) {
    const std::vector<std::int64_t>& sorted = pair.difference;
    chart.title += (chart.title.empty() ? "" : "; ") + difference_clause(pair);
    chart.rows.push_back({fmt::format("{} minus {}: median {}", reports::display_name(pair.first),
                                      reports::display_name(pair.second), percentile(sorted, 50)),
                          sorted.front(), percentile(sorted, 5), percentile(sorted, 50),
                          percentile(sorted, 95), sorted.back()});
  }
  return chart;
}

// A line a point of the chart: after so long so many of the seeds agreed.
std::string agreement_csv(const Distribution& all) {
  std::string csv = "engine,within_ns,seeds_agreed,seeds\n";
  for (const auto& [name, engine] : all.engines)
    for (const Agreed& point : agreed_points(engine))
      csv += fmt::format("{},{},{},{}\n", name, point.within_ns, point.seeds, all.seeds);
  return csv;
}

std::string losses_csv(const Distribution& all) {
  std::string csv = "engine,seeds,seeds_with_losses,share_low_ppm,share_high_ppm\n";
  for (const auto& [name, engine] : all.engines) {
    if (engine.lost.empty()) continue;
    const ShareInterval share = share_interval(engine.with_losses, engine.lost.size());
    csv += fmt::format("{},{},{},{},{}\n", name, engine.lost.size(), engine.with_losses,
                       share.low_ppm, share.high_ppm);
  }
  return csv;
}

std::string differences_csv(const Distribution& all) {
  std::string csv = "first,second,seeds,min,p5,p50,p95,max\n";
  for (const PairedSeeds& pair : all.pairs) {
    const std::vector<std::int64_t>& sorted = pair.difference;
    csv += fmt::format("{},{},{},{},{},{},{},{}\n", pair.first, pair.second, sorted.size(),
                       sorted.front(), percentile(sorted, 5), percentile(sorted, 50),
                       percentile(sorted, 95), sorted.back());
  }
  return csv;
}

}  // namespace

std::vector<SweepChart> scenario_charts(const std::string& scenario, const Distribution& all) {
  std::vector<SweepChart> charts;
  if (all.seeds < kSeedsForCharts) return charts;
  charts.push_back({scenario + "-agreement", "How soon do replicas agree again?",
                    "A line an engine: the share of the seeds whose replicas agree for good so "
                    "long after load and faults are over.",
                    agreement_csv(all), agreement_chart(all)});
  const BarChart losses = losses_chart(all);
  if (!losses.bars.empty())
    charts.push_back({scenario + "-losses", "Under how many seeds is something lost?",
                      "A bar an engine: the seeds that lose acknowledged updates, and the others.",
                      losses_csv(all), losses});
  if (!all.pairs.empty())
    charts.push_back({scenario + "-differences", "Who loses more under the same seed?",
                      "A row a pair of engines: how many more updates the first one loses, over "
                      "all seeds; left of the line at 0 it loses fewer.",
                      differences_csv(all), differences_chart(all)});
  return charts;
}

}  // namespace faultline::scenarios

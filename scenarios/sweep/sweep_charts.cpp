#include "scenarios/sweep/sweep_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "reports/charts/chart.h"
#include "reports/story/words.h"
#include "sim/story/numbers.h"

namespace faultline::scenarios {
namespace {

using reports::BarChart;
using reports::Chart;
using reports::DoseChart;
using reports::IntervalChart;
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
  chart.value_label = "lost in the first minus lost in the second, under the same seed";
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

// What the scenarios of one family have of a cause, and how their losses are spread.
struct DoseSeeds {
  std::string scenario;
  std::int64_t ns = 0;
  Distribution all;
};
using Families = std::map<std::string, std::vector<DoseSeeds>>;

using DoseOf = std::optional<Dose> SweptScenario::*;
struct Cause {
  DoseOf dose;
  const char* name;   // of the file
  const char* label;  // of the axis
  const char* words;  // how the title begins, before the dose
};
constexpr Cause kCauses[] = {{&SweptScenario::clocks, "clock-offset",
                              "how far the worst clock is off", "With a clock off by"},
                             {&SweptScenario::partition, "partition",
                              "how long the longest partition lasts", "With a partition of"}};

// Those with enough seeds, by dose; two of the same dose would stand in one place.
Families families_of(const SeedsFolder& folder, DoseOf dose) {
  Families families;
  for (const SweptScenario& scenario : folder.scenarios()) {
    if (!(scenario.*dose)) continue;
    Distribution all = distribution_of(scenario.name, folder.lines());
    if (all.seeds >= kSeedsForCharts)
      families[(scenario.*dose)->family].push_back(
          {scenario.name, (scenario.*dose)->ns, std::move(all)});
  }
  for (auto& [family, scenarios] : families)
    std::stable_sort(scenarios.begin(), scenarios.end(),
                     [](const DoseSeeds& a, const DoseSeeds& b) { return a.ns < b.ns; });
  std::erase_if(families, [](const auto& family) {
    const auto& [name, scenarios] = family;
    return scenarios.size() < 2 || std::adjacent_find(scenarios.begin(), scenarios.end(),
                                                      [](const DoseSeeds& a, const DoseSeeds& b) {
                                                        return a.ns == b.ns;
                                                      }) != scenarios.end();
  });
  return families;
}

// "3 under Active-Active and 641 under Last-Write-Wins": the medians under one dose.
std::string medians_text(const DoseChart& chart, std::size_t dose) {
  std::vector<std::string> medians;
  for (const reports::DoseLine& line : chart.lines)
    if (const std::optional<reports::Effect>& effect = line.effects[dose])
      medians.push_back(fmt::format(
          "{} under {}", sim::grouped(static_cast<std::uint64_t>(effect->median)), line.name));
  return reports::listed(medians);
}

// "With a clock off by 10 s the median seed loses 3 under Active-Active and 641 under
// Last-Write-Wins; with none 2 under Active-Active and 4 under Last-Write-Wins".
std::string dose_title(const DoseChart& chart, const Cause& cause, std::int64_t least_ns) {
  return fmt::format("{} {} the median seed loses {}; with {} {}", cause.words, chart.doses.back(),
                     medians_text(chart, chart.doses.size() - 1),
                     least_ns == 0 ? "none" : chart.doses.front(), medians_text(chart, 0));
}

DoseChart doses_chart(const std::vector<DoseSeeds>& family, const Cause& cause) {
  DoseChart chart;
  chart.value_label = "lost updates: the median of the seeds, and 5 to 95 % of them";
  chart.dose_label = cause.label;
  std::map<std::string, reports::DoseLine> lines;
  for (std::size_t i = 0; i < family.size(); ++i) {
    chart.doses.push_back(sim::duration_text(family[i].ns));
    for (const auto& [name, engine] : family[i].all.engines) {
      if (engine.lost.empty()) continue;
      reports::DoseLine& line = lines[name];
      line.name = reports::display_name(name);
      line.effects.resize(family.size());
      line.effects[i] = {percentile(engine.lost, 5), percentile(engine.lost, 50),
                         percentile(engine.lost, 95)};
    }
  }
  for (auto& [name, line] : lines) chart.lines.push_back(std::move(line));
  chart.title = dose_title(chart, cause, family.front().ns);
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
    if (!all.pairs.empty()) draw(differences_chart(all), scenario.name + "-differences");
  }
  for (const Cause& cause : kCauses)
    for (const auto& [name, family] : families_of(folder, cause.dose)) {
      const DoseChart chart = doses_chart(family, cause);
      if (!chart.lines.empty())
        draw(chart, fmt::format("{}-losses-by-{}", family.front().scenario, cause.name));
    }
  return message;
}

}  // namespace faultline::scenarios

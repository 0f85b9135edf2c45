#include "scenarios/sweep/dose_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "reports/story/words.h"
#include "scenarios/sweep/engine_order.h"
#include "sim/story/numbers.h"

namespace faultline::scenarios {
namespace {

using reports::DoseChart;

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
  const char* heading;
  const char* words;  // how the title begins, before the dose
};
constexpr Cause kCauses[] = {
    {&SweptScenario::clocks, "clock-offset", "how far the worst clock is off",
     "What do wrong clocks cost?", "With a clock off by"},
    {&SweptScenario::partition, "partition", "how long the longest partition lasts",
     "What does a longer partition cost?", "With a partition of"}};

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
  std::map<std::string, reports::DoseLine, EngineOrder> lines;
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

// A line an engine and scenario.
std::string doses_csv(const std::vector<DoseSeeds>& family) {
  std::string csv = "dose_ns,engine,seeds,lost_p5,lost_p50,lost_p95\n";
  for (const DoseSeeds& each : family)
    for (const auto& [name, engine] : each.all.engines)
      if (!engine.lost.empty())
        csv += fmt::format("{},{},{},{},{},{}\n", each.ns, name, engine.lost.size(),
                           percentile(engine.lost, 5), percentile(engine.lost, 50),
                           percentile(engine.lost, 95));
  return csv;
}

}  // namespace

std::vector<SweepChart> dose_charts(const SeedsFolder& folder) {
  std::vector<SweepChart> charts;
  for (const Cause& cause : kCauses)
    for (const auto& [name, family] : families_of(folder, cause.dose)) {
      const DoseChart chart = doses_chart(family, cause);
      if (chart.lines.empty()) continue;
      std::vector<std::string> scenarios;
      for (const DoseSeeds& each : family) scenarios.push_back(each.scenario);
      charts.push_back({fmt::format("{}-losses-by-{}", family.front().scenario, cause.name),
                        cause.heading,
                        "A line an engine, through the medians of " + reports::listed(scenarios) +
                            ", which differ in nothing else; bars: 5 to 95 % of the seeds.",
                        doses_csv(family), chart});
    }
  return charts;
}

}  // namespace faultline::scenarios

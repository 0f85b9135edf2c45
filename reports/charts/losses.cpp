// Lost updates: a bar an engine, stacked by what became of them.
#include <fmt/format.h>

#include <algorithm>

#include "reports/charts/chart_kind.h"
#include "reports/metrics/losses.h"
#include "reports/metrics/numbers.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

std::optional<Chart> draw_losses(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  const std::vector<sim::LedgerClass> classes = loss_classes(engines);
  BarChart chart;
  chart.title = losses_title(engines);
  chart.value_label = "acknowledged updates lost";
  for (const sim::LedgerClass each : classes) chart.parts.emplace_back(phrase(each));
  for (const sim::EngineResult* engine : engines) {
    if (!engine->ledger) continue;
    Bar bar{fmt::format("{}: {}", display_name(engine->engine),
                        engine->lost() == 0 ? "none" : grouped(engine->lost())),
            {}};
    for (const sim::LedgerClass each : classes) {
      bar.values.push_back(static_cast<std::int64_t>(in_class(*engine, each)));
    }
    chart.bars.push_back(std::move(bar));
  }
  if (chart.bars.empty() || classes.empty()) return std::nullopt;
  return chart;
}

}  // namespace

ChartKind losses_chart() {
  return {"losses", "What would my users have lost?",
          "Updates whose client was told that they took effect, and whose effect nobody finds at "
          "the end, or not everybody.",
          losses_csv, draw_losses};
}

}  // namespace faultline::reports

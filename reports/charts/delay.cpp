// How late copies arrived in other data centers: bars by direction and engine, up to p50, p95, p99.
#include "reports/metrics/delay.h"

#include <algorithm>

#include "reports/charts/chart_kind.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kMostBars = 12;

std::optional<Chart> draw_delay(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  BarChart chart;
  chart.title = delay_title(engines);
  chart.value_label = "time from the client's answer on (log scale)";
  chart.parts = {"half of the copies (p50)", "95 % (p95)", "99 % (p99)"};
  chart.shows_durations = true;
  const std::size_t limit =
      std::max(engines.size(), kMostBars / std::max<std::size_t>(1, engines.size()));
  bool anything = false;
  for (const std::string& direction : slowest_directions(engines, limit)) {
    for (const sim::EngineResult* engine : engines) {
      if (!engine->staleness_ns) continue;
      const auto found = engine->staleness_ns->find(direction);
      if (found == engine->staleness_ns->end()) continue;
      const sim::Quantiles& delay = found->second;
      anything = anything || delay.p99 > 0;
      chart.bars.push_back({display_name(engine->engine) + ", " + direction_text(direction),
                            {delay.p50, delay.p95, delay.p99}});
    }
  }
  if (!anything) return std::nullopt;
  return chart;
}

}  // namespace

ChartKind delay_chart() {
  return {"delay", "How late were the copies that arrived?",
          "From the client's answer until another data center had the update, over the whole run; "
          "updates that never arrived have no time and do not count. Of many directions the "
          "slowest.",
          delay_csv, draw_delay};
}

}  // namespace faultline::reports

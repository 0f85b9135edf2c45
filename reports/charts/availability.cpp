// Availability over time: answered of asked operations, a line a data center of the clients.
#include "reports/charts/chart_kind.h"
#include "reports/charts/common.h"
#include "reports/metrics/service.h"
#include "reports/story/titles.h"
#include "reports/story/words.h"

namespace faultline::reports {

namespace {

std::optional<Chart> draw_availability(const ReportInput& input) {
  TimeChart chart;
  chart.title = availability_title(engine_results(input));
  chart.value_label = "operations answered, by the data center of the client";
  chart.scale = Scale::kShare;
  return with_panels(std::move(chart), input, [&](const sim::EngineResult& engine) {
    TimePanel panel{display_name(engine.engine), {}};
    for (const auto& [datacenter, windows] : engine.service)
      panel.lines.push_back(
          {datacenter, panel.lines.size(), false,
           steps_of(windows, input.result.window_ns, [](const sim::ServiceWindow& window) {
             return std::optional(availability_ppm(window));
           })});
    return panel;
  });
}

}  // namespace

ChartKind availability_chart() {
  return {"availability", "Could clients work meanwhile?",
          "Answered operations of those that clients asked for. Where nobody asked there is no "
          "line.",
          availability_csv, draw_availability};
}

}  // namespace faultline::reports

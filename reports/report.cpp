#include "reports/report.h"

#include <functional>

#include "reports/charts/chart_kind.h"
#include "reports/charts/gnuplot.h"
#include "reports/metrics/figures.h"
#include "reports/metrics/series.h"
#include "reports/render/environment.h"
#include "reports/render/folder.h"
#include "reports/render/junit.h"
#include "reports/render/lines.h"
#include "reports/render/page.h"
#include "reports/render/summary.h"

namespace faultline::reports {

namespace {

// Stops at the first message.
class Writer {
 public:
  explicit Writer(Folder& folder) : folder_(folder) {}
  void write(const std::string& name, std::string_view bytes) {
    run([&] { return folder_.write(name, bytes); });
  }
  void run(const std::function<std::string()>& step) {
    if (message_.empty()) message_ = step();
  }
  [[nodiscard]] const std::string& message() const { return message_; }

 private:
  Folder& folder_;
  std::string message_;
};

void write_data(const ReportInput& input, HistoryLevel history, Writer& writer) {
  writer.write("result.json", result_json(input));
  writer.write("summary.md", summary_markdown(input));
  writer.write("junit.xml", junit_xml(input));
  writer.write("findings.jsonl", findings_lines(input));
  writer.write("scenario.json", input.scenario_json);
  const EngineResults engines = engine_results(input);
  for (const ChartKind& kind : chart_kinds()) {
    writer.write("series/" + kind.name + ".csv", kind.csv(engines));
  }
  for (const SeriesKind& kind : series_without_charts()) {
    writer.write("series/" + kind.name + ".csv", kind.csv(engines));
  }
  if (history == HistoryLevel::kNone) return;
  for (const sim::EngineResult* engine : engines) {
    writer.write("history-" + engine->engine + ".jsonl", history_lines(*engine, history));
  }
}

std::string draw(const Chart& chart, const std::string& name, const Canvas& canvas,
                 const std::string& gnuplot, Folder& folder, Writer& writer) {
  const auto path = folder.path_of("charts/" + name + ".svg");
  writer.run([&] { return draw_chart(chart, canvas, path.string(), gnuplot); });
  return writer.message().empty() ? read_file(path) : std::string();
}

std::vector<EmbeddedChart> draw_charts(const ReportInput& input, const std::string& gnuplot,
                                       Folder& folder, Writer& writer) {
  std::vector<EmbeddedChart> charts;
  for (const ChartKind& kind : chart_kinds()) {
    const std::optional<Chart> chart = kind.draw(input);
    if (!chart || !writer.message().empty()) continue;
    const bool has_time = std::holds_alternative<TimeChart>(*chart);
    charts.push_back({kind.heading, title_of(*chart), kind.caption, "series/" + kind.name + ".csv",
                      kind.csv(engine_results(input)), has_time && !input.result.faults.empty(),
                      draw(*chart, kind.name, kWideCanvas, gnuplot, folder, writer),
                      draw(*chart, kind.name + "-narrow", kNarrowCanvas, gnuplot, folder, writer)});
  }
  return charts;
}

}  // namespace

std::string write_report(const ReportInput& input, const ReportOptions& options) {
  if (options.level == ReportLevel::kNone) return {};
  const auto began = std::chrono::steady_clock::now();
  Folder folder(options.directory);
  Writer writer(folder);
  writer.run([&] { return folder.prepare(); });
  write_data(input, options.history, writer);
  std::string gnuplot_used;
  if (options.level == ReportLevel::kFull) {
    const std::string gnuplot = gnuplot_command();
    const std::vector<EmbeddedChart> charts = draw_charts(input, gnuplot, folder, writer);
    if (!charts.empty()) gnuplot_used = gnuplot_version(gnuplot);
    writer.write("report.html", report_page(input, charts));
  }
  writer.write("environment.json", environment_json(gnuplot_used, options.run_took, began));
  writer.run([&] { return folder.publish(); });
  return writer.message();
}

}  // namespace faultline::reports

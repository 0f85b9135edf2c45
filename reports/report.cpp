#include "reports/report.h"

#include <functional>

#include "reports/charts/divergence.h"
#include "reports/charts/gnuplot.h"
#include "reports/metrics/divergence.h"
#include "reports/metrics/figures.h"
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
  writer.write("series/divergence.csv", divergence_csv(engines));
  if (history == HistoryLevel::kNone) return;
  for (const sim::EngineResult* engine : engines) {
    writer.write("history-" + engine->engine + ".jsonl", history_lines(*engine, history));
  }
}

// `embedded` brings the words around the chart and receives its pictures.
void draw(const StepChart& chart, const std::string& name, const std::string& gnuplot,
          Folder& folder, Writer& writer, EmbeddedChart& embedded) {
  const auto wide = folder.path_of("charts/" + name + ".svg");
  const auto narrow = folder.path_of("charts/" + name + "-narrow.svg");
  writer.run([&] { return draw_step_chart(chart, kWideCanvas, wide.string(), gnuplot); });
  writer.run([&] { return draw_step_chart(chart, kNarrowCanvas, narrow.string(), gnuplot); });
  if (!writer.message().empty()) return;
  embedded.wide_svg = read_file(wide);
  embedded.narrow_svg = read_file(narrow);
}

std::vector<EmbeddedChart> draw_charts(const ReportInput& input, const std::string& gnuplot,
                                       Folder& folder, Writer& writer) {
  std::vector<EmbeddedChart> charts;
  const StepChart divergence = divergence_chart(input);
  if (!divergence.lines.empty()) {
    charts.push_back({"How long replicas differed", divergence.title,
                      "A line counts the keys whose replicas differ at that time.",
                      "series/divergence.csv", "", ""});
    draw(divergence, "divergence", gnuplot, folder, writer, charts.back());
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
  writer.write("environment.json", environment_json(gnuplot_used, began));
  writer.run([&] { return folder.publish(); });
  return writer.message();
}

}  // namespace faultline::reports

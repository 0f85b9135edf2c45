#include "reports/charts/chart.h"

#include <fstream>

#include "reports/charts/gnuplot.h"
#include "reports/charts/theme.h"
#include "reports/render/folder.h"

namespace faultline::reports {

const std::string& title_of(const Chart& chart) {
  return std::visit([](const auto& one) -> const std::string& { return one.title; }, chart);
}

std::string draw_chart(const Chart& chart, const Canvas& canvas, const std::string& path,
                       const std::string& gnuplot) {
  PlotJob job = std::visit([&](const auto& one) { return plot_job(one, canvas); }, chart);
  job.output = path;
  std::string message = run_gnuplot(job, gnuplot);
  if (!message.empty() || canvas.format != PictureFormat::kSvg) return message;
  const std::string svg = themed(read_file(path), title_of(chart));
  std::ofstream file(path, std::ios::binary);
  file << svg;
  file.close();
  return file.fail() ? "cannot write " + path : std::string();
}

}  // namespace faultline::reports

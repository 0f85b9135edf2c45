// The table on stdout. Where the engines do not fit beside each other within 80 columns, the table
// goes on in a second block below the first.
#include <fmt/format.h>

#include <algorithm>

#include "reports/metrics/figures.h"
#include "reports/report.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kColumns = 80;

std::size_t column_width(const std::vector<FigureRow>& rows, const std::string& name,
                         std::size_t column) {
  std::size_t width = name.size();
  for (const FigureRow& row : rows) width = std::max(width, row.cells[column].size());
  return width + 2;
}

}  // namespace

std::string result_table(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  const std::vector<FigureRow> rows = outcome_figures(engines, input.result);
  std::size_t label_width = 0;
  for (const FigureRow& row : rows) label_width = std::max(label_width, row.label.size());

  std::string table;
  for (std::size_t from = 0; from < engines.size();) {
    std::vector<std::size_t> widths;
    std::size_t used = label_width;
    while (from + widths.size() < engines.size()) {
      const std::size_t column = from + widths.size();
      const std::size_t width = column_width(rows, engines[column]->engine, column);
      if (!widths.empty() && used + width > kColumns) break;
      used += width;
      widths.push_back(width);
    }
    if (!table.empty()) table += "\n";
    table += std::string(label_width, ' ');
    for (std::size_t index = 0; index < widths.size(); ++index) {
      table += fmt::format("{:>{}}", engines[from + index]->engine, widths[index]);
    }
    table += "\n";
    for (const FigureRow& row : rows) {
      table += fmt::format("{:<{}}", row.label, label_width);
      for (std::size_t index = 0; index < widths.size(); ++index) {
        table += fmt::format("{:>{}}", row.cells[from + index], widths[index]);
      }
      table += "\n";
    }
    from += widths.size();
  }
  return table;
}

}  // namespace faultline::reports

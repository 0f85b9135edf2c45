// What holds for every chart: data beside the picture, integers only, and a title of its own.
#include "reports/charts/chart_kind.h"

#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::istringstream stream(text);
  std::vector<std::string> parts;
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

// A number with a point would depend on a compiler's floating point.
bool is_integer_or_name(const std::string& cell) {
  const bool is_number =
      !cell.empty() && cell.find_first_not_of("0123456789.eE+-") == std::string::npos;
  return !is_number || cell.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

TEST_CASE("every chart has its data as a table of integers, whatever it draws") {
  const SampleRun sample;
  for (const ChartKind& kind : chart_kinds()) {
    INFO(kind.name);
    REQUIRE(kind.csv != nullptr);
    const auto rows = split(kind.csv(engine_results(sample.input())), '\n');
    REQUIRE(rows.size() > 10);
    const std::size_t columns = split(rows[0], ',').size();
    CHECK(columns > 2);
    for (const std::string& row : rows) {
      CHECK(std::count(row.begin(), row.end(), ',') + 1 == static_cast<int>(columns));
      for (const std::string& cell : split(row, ',')) CHECK(is_integer_or_name(cell));
    }
  }
}

TEST_CASE("every chart states a finding of its own and says how to read it") {
  const SampleRun sample;
  std::set<std::string> titles;
  std::set<std::string> names;
  for (const ChartKind& kind : chart_kinds()) {
    INFO(kind.name);
    const std::optional<Chart> chart = kind.draw(sample.input());
    REQUIRE(chart.has_value());
    titles.insert(title_of(*chart));
    names.insert(kind.name);
    CHECK(title_of(*chart).find_first_of("0123456789") != std::string::npos);
    CHECK(kind.heading.ends_with("?"));
    CHECK_FALSE(kind.caption.empty());
  }
  CHECK(titles.size() == chart_kinds().size());
  CHECK(names.size() == chart_kinds().size());
}

}  // namespace faultline::reports

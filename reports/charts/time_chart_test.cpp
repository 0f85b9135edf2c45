#include "reports/charts/step_chart.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "reports/render/folder.h"

namespace faultline::reports {

namespace fs = std::filesystem;

namespace {

std::string svg_path() {
  return fs::temp_directory_path() / ("faultline chart " + std::to_string(getpid()) + ".svg");
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("text of a scenario cannot run as a script, end a string or break the SVG") {
  const std::string path = svg_path();
  const std::string trace = path + ".trace";
  StepChart chart;
  chart.title = "it's `touch '" + trace + "'` <b> & \\n \"x\"";
  chart.value_label = "keys";
  chart.lines = {{"a'`touch " + trace + "`", {{0, 1}, {1'000'000'000, 2}}}};
  chart.bands = {{"<script> & '", 0, 500'000'000}};
  REQUIRE_THAT(draw_step_chart(chart, kNarrowCanvas, path, "gnuplot"), Catch::Equals(""));
  const std::string svg = read_file(path);
  fs::remove(path);
  CHECK_FALSE(fs::exists(trace));
  CHECK(svg.find("&lt;script> &amp; '") != std::string::npos);
  CHECK(svg.find("<script>") == std::string::npos);
}

TEST_CASE("a chart of a run in which nothing ever differed is drawn, too") {
  StepChart chart;
  chart.lines = {{"one", {{0, 0}, {1'000'000'000, 0}}}, {"two", {{0, 0}}}};
  const std::string path = svg_path();
  CHECK_THAT(draw_step_chart(chart, kWideCanvas, path, "gnuplot"), Catch::Equals(""));
  fs::remove(path);
}

TEST_CASE("a fault that recurs is labelled once and shaded each time") {
  StepChart chart;
  chart.lines = {{"one", {{0, 0}, {10'000'000'000, 3}}}};
  for (std::int64_t at = 1; at < 9; ++at) {
    chart.bands.push_back({"flapping", at * 1'000'000'000, at * 1'000'000'000 + 500'000'000});
  }
  const std::string script = step_chart_script(chart, kWideCanvas);
  CHECK(count(script, "set label 'flapping'") == 1);
  CHECK(count(script, "set object rectangle") == 8);
}

TEST_CASE("words are wrapped, none is lost") {
  CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("unbreakable", 3) == std::vector<std::string>{"unbreakable"});
  CHECK(wrapped("", 10).empty());
}

}  // namespace faultline::reports

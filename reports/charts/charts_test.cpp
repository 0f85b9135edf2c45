#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <string>

#include "reports/charts/divergence.h"
#include "reports/charts/gnuplot.h"
#include "reports/render/folder.h"
#include "reports/sample_run.h"

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

TEST_CASE("the chart of divergence is a whole SVG with title, unit, bands and every engine") {
  const SampleRun sample;
  const std::string path = svg_path();
  REQUIRE(draw_step_chart(divergence_chart(sample.input()), kWideCanvas, path, "gnuplot") == "");
  const std::string svg = read_file(path);
  fs::remove(path);
  CHECK(svg.starts_with("<?xml"));
  CHECK(svg.find("</svg>") != std::string::npos);
  for (const char* text : {"Dynomite still differs on 37 keys 30 s after the heal;", "(s)",
                           "keys that differ between replicas", "partition us-east | eu-west",
                           "heal", "Active-Active", "Last-Write-Wins"}) {
    INFO(text);
    CHECK(svg.find(text) != std::string::npos);
  }
  CHECK_FALSE(fs::exists(path + ".errors"));
}

TEST_CASE("text of a scenario cannot run as a script, end a string or break the SVG") {
  const std::string path = svg_path();
  const std::string trace = path + ".trace";
  StepChart chart;
  chart.title = "it's `touch '" + trace + "'` <b> & \\n \"x\"";
  chart.value_label = "keys";
  chart.lines = {{"a'`touch " + trace + "`", {{0, 1}, {1'000'000'000, 2}}}};
  chart.bands = {{"<script> & '", 0, 500'000'000}};
  REQUIRE(draw_step_chart(chart, kNarrowCanvas, path, "gnuplot") == "");
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
  CHECK(draw_step_chart(chart, kWideCanvas, path, "gnuplot") == "");
  fs::remove(path);
}

TEST_CASE("a missing gnuplot is a message that names the package, not a signal") {
  const std::string path = svg_path();
  PlotJob job{"plot '-'", {PlotPoints(200'000, {1.0, 2.0})}, path};
  CHECK(run_gnuplot(job, "/nowhere/gnuplot") ==
        "gnuplot is missing: install the package gnuplot-nox");
  CHECK_FALSE(fs::exists(path));
  CHECK(run_gnuplot(job, "exit 3;").starts_with("gnuplot failed"));
  CHECK(run_gnuplot(job, "true") == "gnuplot drew nothing");
  CHECK(gnuplot_version("/nowhere/gnuplot").empty());
  // The handler from before is back in its place.
  struct sigaction now = {};
  sigaction(SIGPIPE, nullptr, &now);
  CHECK(now.sa_handler == SIG_DFL);
}

TEST_CASE("a script that gnuplot refuses comes back with its complaint") {
  const std::string path = svg_path();
  const std::string message = run_gnuplot({"set nonsense", {}, path}, "gnuplot");
  CHECK(message.starts_with("gnuplot failed: "));
  CHECK_FALSE(fs::exists(path));
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

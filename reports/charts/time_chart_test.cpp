#include "reports/charts/time_chart.h"

#include <catch2/catch.hpp>

#include "reports/charts/common.h"
#include "reports/charts/drawn.h"

namespace faultline::reports {

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

TimeChart one_line(const std::string& name, std::vector<TimePoint> points) {
  TimeChart chart;
  chart.panels = {{"", {{name, 0, false, std::move(points)}}}};
  return chart;
}

std::string script_of(const TimeChart& chart, const Canvas& canvas) {
  std::string script;
  for (const PlotPart& part : plot_job(chart, canvas).parts) script += part.script + "\n";
  return script;
}

}  // namespace

TEST_CASE("text of a scenario cannot run as a script, end a string or break the SVG") {
  const std::string trace = svg_path() + ".trace";
  TimeChart chart = one_line("a'`touch " + trace + "`", {{0, 1}, {1'000'000'000, 2}});
  chart.title = "it's `touch '" + trace + "'` <b> & \\n \"x\"";
  chart.value_label = "keys";
  chart.bands = {{"<script> & '", 0, 500'000'000}};
  const std::string svg = drawn(chart, kNarrowCanvas);
  CHECK_FALSE(std::filesystem::exists(trace));
  CHECK(svg.find("&lt;script> &amp; '") != std::string::npos);
  CHECK(svg.find("<script>") == std::string::npos);
  CHECK(svg.find("<b>") == std::string::npos);
}

TEST_CASE("a chart on which nothing ever happened is drawn, too, on every scale") {
  for (const Scale scale : {Scale::kCount, Scale::kShare, Scale::kDuration}) {
    TimeChart chart = one_line("one", {{0, 0}, {1'000'000'000, 0}});
    chart.scale = scale;
    chart.panels.push_back({"empty", {}});
    CHECK_FALSE(drawn(chart, kWideCanvas).empty());
  }
}

TEST_CASE("a fault that recurs is labelled once and shaded each time") {
  TimeChart chart = one_line("one", {{0, 0}, {10'000'000'000, 3}});
  for (std::int64_t at = 1; at < 9; ++at) {
    chart.bands.push_back({"flapping", at * 1'000'000'000, at * 1'000'000'000 + 500'000'000});
  }
  const std::string script = script_of(chart, kWideCanvas);
  CHECK(count(script, "set label 'flapping'") == 1);
  CHECK(count(script, "set object rectangle") == 8);
}

TEST_CASE("no entry of a key is left out, however long the names are") {
  for (std::size_t length = 4; length < 40; ++length)
    for (const Canvas& canvas : {kWideCanvas, kNarrowCanvas}) {
      TimeChart chart;
      chart.panels = {{"", {}}};
      for (const char last : {'a', 'b', 'c', 'd'})
        chart.panels[0].lines.push_back({std::string(length, 'x') + last, 0, false, {{0, 1}}});
      const std::string svg = drawn(chart, canvas);
      INFO(length);
      for (const TimeLine& line : chart.panels[0].lines)
        CHECK(svg.find("<text>" + line.name + "</text>") != std::string::npos);
    }
}

TEST_CASE("bytes and even durations have ticks with units, and a panel may have its own axis") {
  TimeChart chart = one_line("one", {{0, 0}, {1'000'000'000, 1'300'000}});
  chart.scale = Scale::kBytes;
  chart.panels.push_back({"how many", {{"two", 1, false, {{0, 7}}}}, Scale::kCount});
  chart.panels.push_back(
      {"how long", {{"three", 2, false, {{0, 4'000'000'000}}}}, Scale::kLinearDuration});
  const std::string svg = drawn(chart, kWideCanvas);
  for (const char* tick : {">500 KiB<", ">1,500 KiB<", "> 6<", ">4 s<", ">0 s<"}) {
    INFO(tick);
    CHECK(svg.find(tick) != std::string::npos);
  }
}

TEST_CASE("on a phone the times below a chart are few enough not to run together") {
  const TimeChart chart = one_line("one", {{0, 0}, {46'000'000, 3}});
  CHECK(script_of(chart, kNarrowCanvas).find("set xtics nomirror out 0.01 ") != std::string::npos);
  CHECK(script_of(chart, kWideCanvas).find("set xtics nomirror out textcolor") !=
        std::string::npos);
}

TEST_CASE("the key names lines of several panels once") {
  TimeChart chart = one_line("eu", {{0, 0}, {10, 3}});
  chart.panels.push_back(chart.panels[0]);
  CHECK(count(script_of(chart, kWideCanvas), "title 'eu'") == 1);
}

TEST_CASE("windows become steps, and a gap where nothing was measured") {
  struct Window {
    std::int64_t from_ns;
    std::optional<std::int64_t> value;
  };
  const std::vector<Window> windows = {{0, 5}, {10, 6}, {30, std::nullopt}, {40, 7}};
  const auto points = steps_of(windows, 10, [](const Window& window) { return window.value; });
  std::vector<std::pair<std::int64_t, std::optional<std::int64_t>>> found;
  for (const TimePoint& point : points) found.emplace_back(point.at_ns, point.value);
  CHECK(found ==
        std::vector<std::pair<std::int64_t, std::optional<std::int64_t>>>{
            {0, 5}, {10, 6}, {20, 6}, {20, std::nullopt}, {30, std::nullopt}, {40, 7}, {50, 7}});
}

TEST_CASE("a gap is drawn as a gap, not bridged") {
  const auto pieces = [](std::vector<TimePoint> points) {
    const std::string svg = drawn(one_line("one", std::move(points)), kWideCanvas);
    const std::size_t at = svg.find("<path stroke='rgb(  0, 114, 178)'");
    REQUIRE(at != std::string::npos);
    return count(svg.substr(at, svg.find("/>", at) - at), "M");
  };
  const std::int64_t second = 1'000'000'000;
  CHECK(pieces({{0, 1}, {second, 1}, {3 * second, 2}, {4 * second, 2}}) == 1);
  CHECK(pieces({{0, 1}, {second, 1}, {second, std::nullopt}, {3 * second, 2}, {4 * second, 2}}) ==
        2);
}

TEST_CASE("words are wrapped, none is lost, and a figure keeps its unit") {
  CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrapped("unbreakable", 3) == std::vector<std::string>{"unbreakable"});
  CHECK(wrapped("came 1.9 s, too", 8) == std::vector<std::string>{"came", "1.9 s,", "too"});
  CHECK(wrapped("", 10).empty());
}

}  // namespace faultline::reports

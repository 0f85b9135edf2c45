// For the tests of this folder: a chart as the SVG that gnuplot makes of it. Each is drawn on both
// canvases, as a report does it.
#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "reports/charts/chart_kind.h"
#include "reports/render/folder.h"
#include "reports/sample_run.h"

namespace faultline::reports {

inline std::string svg_path() {
  return std::filesystem::temp_directory_path() /
         ("faultline chart " + std::to_string(getpid()) + ".svg");
}

inline std::string drawn(const Chart& chart, const Canvas& canvas) {
  const std::string path = svg_path();
  REQUIRE_THAT(draw_chart(chart, canvas, path, "gnuplot"), Catch::Equals(""));
  const std::string svg = read_file(path);
  std::filesystem::remove(path);
  CHECK_FALSE(std::filesystem::exists(path + ".errors"));
  CHECK(svg.starts_with("<?xml"));
  CHECK(svg.find("</svg>") != std::string::npos);
  return svg;
}

inline const ChartKind& chart_named(std::string_view name) {
  for (const ChartKind& kind : chart_kinds())
    if (kind.name == name) return kind;
  FAIL("no chart has that name");
  return chart_kinds().front();
}

// Both canvases; every one of `texts` stands in the picture as a whole.
inline void check_drawn(const ChartKind& kind, const std::vector<std::string>& texts) {
  const SampleRun sample;
  const std::optional<Chart> chart = kind.draw(sample.input());
  REQUIRE(chart.has_value());
  CHECK_FALSE(title_of(*chart).empty());
  for (const Canvas& canvas : {kWideCanvas, kNarrowCanvas}) {
    const std::string svg = drawn(*chart, canvas);
    for (const std::string& text : texts) {
      INFO(text);
      CHECK(svg.find(text) != std::string::npos);
    }
  }
}

}  // namespace faultline::reports

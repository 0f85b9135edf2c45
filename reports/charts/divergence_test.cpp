#include "reports/charts/divergence.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "reports/render/folder.h"
#include "reports/sample_run.h"

namespace faultline::reports {

namespace fs = std::filesystem;

namespace {

std::string svg_path() {
  return fs::temp_directory_path() / ("faultline chart " + std::to_string(getpid()) + ".svg");
}

}  // namespace

TEST_CASE("the chart of divergence is a whole SVG with title, unit, bands and every engine") {
  const SampleRun sample;
  const std::string path = svg_path();
  REQUIRE_THAT(draw_step_chart(divergence_chart(sample.input()), kWideCanvas, path, "gnuplot"),
               Catch::Equals(""));
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

}  // namespace faultline::reports

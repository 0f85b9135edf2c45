#include "reports/charts/theme.h"

#include <catch2/catch.hpp>

#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("a chart has no paper of its own, and colours for dark pages") {
  const SampleRun sample;
  const std::string svg = drawn(*chart_named("divergence").draw(sample.input()), kWideCanvas);
  CHECK(svg.find("fill=\"#ffffff\"") == std::string::npos);
  CHECK(svg.find("@media screen and (prefers-color-scheme: dark)") != std::string::npos);
  // What the style sheet recolours is what gnuplot wrote.
  CHECK(svg.find("<path stroke='rgb(  0, 114, 178)'") != std::string::npos);
  CHECK(svg.find("fill=\"rgb(34,34,34)\"") != std::string::npos);
  CHECK(svg.find("<title>The last fault ended at 13 s: ") != std::string::npos);
}

TEST_CASE("what is no chart of gnuplot stays as it is") {
  CHECK(themed("<svg/>", "title") == "<svg/>");
}

}  // namespace faultline::reports

#include "reports/render/page_parts.h"

#include <catch2/catch.hpp>

#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

std::string page_with(const EmbeddedChart& chart) {
  kainjow::mustache::data page;
  set_charts(page, {chart});
  return render_page("{{>charts}}", page);
}

}  // namespace

TEST_CASE("a chart's data lie in the page, or where they are large in a file beside it") {
  EmbeddedChart chart{
      "Who?", "A lost 3 % & more", "A line an engine.", "series/a.csv", "x\n", false, "<svg>",
      "<svg>"};
  CHECK(
      has(page_with(chart), "<a href=\"data:text/csv;base64,eAo=\" download=\"a.csv\">a.csv</a>"));
  CHECK(has(page_with(chart), "alt=\"A lost 3&nbsp;% &amp; more\""));
  chart.csv = std::string(100'001, 'x');
  CHECK(has(page_with(chart), "<a href=\"series/a.csv\">a.csv</a>"));
  CHECK_FALSE(has(page_with(chart), "Shaded"));
  chart.has_faults = true;
  CHECK(has(page_with(chart), "A line an engine. Shaded: while a fault lasts."));
}

TEST_CASE("long names may break behind their signs, and are escaped") {
  CHECK(breakable("a_b-c.d<e") == "a_<wbr>b-<wbr>c.<wbr>d&lt;e");
}

}  // namespace faultline::reports

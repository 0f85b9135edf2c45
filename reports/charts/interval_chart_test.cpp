#include "reports/charts/interval_chart.h"

#include "reports/charts/drawn.h"

namespace faultline::reports {

namespace {

std::string interval_script(const IntervalChart& chart) {
  std::string script;
  for (const PlotPart& part : plot_job(chart, kWideCanvas).parts) script += part.script + "\n";
  return script;
}

}  // namespace

TEST_CASE("an interval chart has a row each, also below 0, and its texts are no script") {
  const IntervalChart chart{"A lost less than it's `B`",
                            "lost in A minus lost in B",
                            {{"A minus B", -412, -300, -120, -4, 0}, {"<A> & C", 0, 0, 0, 3, 9}}};
  for (const Canvas& canvas : {kWideCanvas, kNarrowCanvas}) {
    const std::string svg = drawn(chart, canvas);
    for (const char* text : {"A minus B", "&lt;A> &amp; C", "-400", "the median"}) {
      INFO(text);
      CHECK(svg.find(text) != std::string::npos);
    }
  }
  CHECK(interval_script(chart).find("set xrange [-500:100]") != std::string::npos);
}

TEST_CASE("intervals that are all 0, or all above 0, are drawn from 0 on") {
  CHECK(interval_script({"t", "v", {{"a", 0, 0, 0, 0, 0}}}).find("set xrange [0:1]") !=
        std::string::npos);
  CHECK(interval_script({"t", "v", {{"a", 7, 8, 9, 10, 11}}}).find("set xrange [0:15]") !=
        std::string::npos);
  CHECK_FALSE(drawn(IntervalChart{"t", "v", {{"a", 0, 0, 0, 0, 0}}}, kWideCanvas).empty());
}

}  // namespace faultline::reports

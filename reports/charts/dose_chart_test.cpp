#include "reports/charts/dose_chart.h"

#include "reports/charts/drawn.h"

namespace faultline::reports {

TEST_CASE("a dose chart has its doses by name, a line each and a gap where nothing was measured") {
  DoseChart chart{"A loses 500 at 10 s",
                  "lost updates",
                  "how far the clocks are apart",
                  {"0 s", "100 ms", "10 s"},
                  {{"it's <A>", {Effect{0, 0, 3}, Effect{5, 9, 20}, Effect{400, 500, 612}}},
                   {"B", {Effect{0, 0, 0}, std::nullopt, Effect{2, 2, 2}}}}};
  for (const Canvas& canvas : {kWideCanvas, kNarrowCanvas}) {
    const std::string svg = drawn(chart, canvas);
    for (const char* text : {"it's &lt;A>", "100 ms", "how far the clocks are apart", "800"}) {
      INFO(text);
      CHECK(svg.find(text) != std::string::npos);
    }
  }
  // Points change their colour with their line where pages are dark.
  CHECK(drawn(chart, kWideCanvas).find("color='rgb(  0, 114, 178)'/>") != std::string::npos);
  const PlotJob job = plot_job(chart, kWideCanvas);
  REQUIRE(job.parts[0].data.size() == 2);
  CHECK(job.parts[0].data[0].size() == 3);
  CHECK(job.parts[0].data[1].size() == 2);
  // Bars of one line do not lie on those of another.
  CHECK(job.parts[0].data[0][0].first < job.parts[0].data[1][0].first);
}

}  // namespace faultline::reports

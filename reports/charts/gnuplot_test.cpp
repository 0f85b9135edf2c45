#include "reports/charts/gnuplot.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <string>

#include "reports/charts/drawn.h"

namespace faultline::reports {

namespace fs = std::filesystem;

TEST_CASE("a missing gnuplot is a message that names the package, not a signal") {
  const std::string path = svg_path();
  PlotJob job{{{"plot '-'", {PlotPoints(200'000, {1.0, 2.0})}}}, path};
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
  const std::string message = run_gnuplot({{{"set nonsense", {}}}, path}, "gnuplot");
  CHECK(message.starts_with("gnuplot failed: "));
  CHECK_FALSE(fs::exists(path));
}

}  // namespace faultline::reports

#include "reports/report.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "reports/metrics/series.h"
#include "reports/render/folder.h"
#include "reports/sample_run.h"

namespace faultline::reports {

namespace fs = std::filesystem;
using namespace std::string_literals;

namespace {

// A folder of its own for each test, gone afterwards.
class Place {
 public:
  Place() : path_(fs::temp_directory_path() / ("faultline it's " + std::to_string(getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Place() { fs::remove_all(path_); }
  [[nodiscard]] fs::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(path_)) found.insert(entry.path().filename());
    return found;
  }

 private:
  fs::path path_;
};

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) found.insert(entry.path().lexically_relative(folder));
  }
  return found;
}

class GnuplotIs {
 public:
  explicit GnuplotIs(const char* command) { setenv("GNUPLOT_IOSTREAM_CMD", command, 1); }
  ~GnuplotIs() { unsetenv("GNUPLOT_IOSTREAM_CMD"); }
};

}  // namespace

TEST_CASE("a full report has every file of the contract") {
  const Place place;
  const SampleRun sample;
  const fs::path folder = place / "new/carts-1/";
  REQUIRE_THAT(write_report(sample.input(), {folder, ReportLevel::kFull, HistoryLevel::kFindings}),
               Catch::Equals(""));
  std::set<std::string> files = {"environment.json",
                                 "findings.jsonl",
                                 "history-active_active.jsonl",
                                 "history-dynomite.jsonl",
                                 "history-last_write_wins.jsonl",
                                 "junit.xml",
                                 "report.html",
                                 "result.json",
                                 "scenario.json",
                                 "summary.md"};
  for (const char* name : {"availability", "clock_offsets", "delay", "divergence", "lag", "latency",
                           "losses", "metadata", "missing", "wire"}) {
    for (const char* shape : {".svg", "-narrow.svg"}) files.insert("charts/"s + name + shape);
    files.insert("series/"s + name + ".csv");
  }
  for (const SeriesKind& kind : series_without_charts())
    files.insert("series/" + kind.name + ".csv");
  CHECK(files_in(folder) == files);
  CHECK(read_file(folder / "result.json") == result_json(sample.input()));
  CHECK(read_file(folder / "scenario.json") == sample.input().scenario_json);
}

TEST_CASE("what the seed decides has the same bytes in a second report") {
  const Place place;
  const SampleRun sample;
  for (const char* name : {"one", "two"}) {
    REQUIRE_THAT(
        write_report(sample.input(), {place / name, ReportLevel::kFull, HistoryLevel::kFull}),
        Catch::Equals(""));
  }
  const std::set<std::string> files = files_in(place / "one");
  CHECK(files == files_in(place / "two"));
  for (const std::string& file : files) {
    if (file.starts_with("charts/") || file == "environment.json") continue;
    INFO(file);
    CHECK(read_file(place / "one" / file) == read_file(place / "two" / file));
  }
}

TEST_CASE("a data report needs no gnuplot and has neither charts nor a page") {
  const Place place;
  const GnuplotIs missing("/nowhere/gnuplot");
  const SampleRun sample;
  const fs::path folder = place / "data";
  REQUIRE_THAT(write_report(sample.input(), {folder, ReportLevel::kData, HistoryLevel::kNone,
                                             std::chrono::milliseconds(7)}),
               Catch::Equals(""));
  CHECK(files_in(folder) == std::set<std::string>{"environment.json",
                                                  "findings.jsonl",
                                                  "junit.xml",
                                                  "result.json",
                                                  "scenario.json",
                                                  "series/availability.csv",
                                                  "series/clock_offsets.csv",
                                                  "series/clocks.csv",
                                                  "series/conflicts.csv",
                                                  "series/course.csv",
                                                  "series/delay.csv",
                                                  "series/divergence.csv",
                                                  "series/lag.csv",
                                                  "series/latency.csv",
                                                  "series/losses.csv",
                                                  "series/metadata.csv",
                                                  "series/missing.csv",
                                                  "series/overhead.csv",
                                                  "series/pbs.csv",
                                                  "series/rpo.csv",
                                                  "series/staleness.csv",
                                                  "series/wire.csv",
                                                  "summary.md"});
  const auto environment = nlohmann::json::parse(read_file(folder / "environment.json"));
  CHECK(environment["gnuplot"].is_null());
  CHECK(environment["run_wall_ns"] == 7'000'000);
  CHECK(environment["compiler"].get<std::string>().find(' ') != std::string::npos);
}

TEST_CASE("no report means no folder") {
  const Place place;
  const SampleRun sample;
  CHECK_THAT(
      write_report(sample.input(), {place / "none", ReportLevel::kNone, HistoryLevel::kFull}),
      Catch::Equals(""));
  CHECK(place.names().empty());
}

TEST_CASE("a missing gnuplot names the package and leaves the earlier report as it was") {
  const Place place;
  const SampleRun sample;
  const ReportOptions full{place / "run", ReportLevel::kFull, HistoryLevel::kNone};
  REQUIRE_THAT(
      write_report(sample.input(), {place / "run", ReportLevel::kData, HistoryLevel::kNone}),
      Catch::Equals(""));
  const std::set<std::string> before = files_in(place / "run");
  const GnuplotIs missing("/nowhere/gnuplot");
  CHECK(write_report(sample.input(), full) ==
        "gnuplot is missing: install the package gnuplot-nox");
  CHECK(files_in(place / "run") == before);
  CHECK(place.names() == std::set<std::string>{"run"});
}

TEST_CASE("a folder that is no report is never replaced, a report is") {
  const Place place;
  const SampleRun sample;
  const ReportOptions options{place / "run", ReportLevel::kData, HistoryLevel::kNone};
  fs::create_directories(place / "run/thesis");
  CHECK(write_report(sample.input(), options).find("is not a report") != std::string::npos);
  CHECK(fs::exists(place / "run/thesis"));
  fs::remove_all(place / "run");

  REQUIRE_THAT(write_report(sample.input(), options), Catch::Equals(""));
  fs::create_directories(place / "run/old");
  REQUIRE_THAT(write_report(sample.input(), options), Catch::Equals(""));
  CHECK_FALSE(fs::exists(place / "run/old"));
  CHECK(place.names() == std::set<std::string>{"run"});
}

TEST_CASE("a place that cannot be written comes back as a message") {
  const SampleRun sample;
  CHECK(write_report(sample.input(), {"/proc/nowhere/run", ReportLevel::kData, HistoryLevel::kNone})
            .starts_with("cannot write /proc/nowhere/run"));
}

}  // namespace faultline::reports

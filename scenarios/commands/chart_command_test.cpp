// `faultline chart` as users meet it: each format, where it goes, and what it says where there is
// no such chart, no such report or nothing to draw.
#include <filesystem>

#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;
namespace fs = std::filesystem;

namespace {

// Two writes to one name within a link's delay: Dynomite's data centers end with different ones.
const std::string kTwoNames = R"({
  "purpose": "Two writes to one key within a link delay.",
  "topology": { "datacenters": { "eu": { "racks": { "r": 1 } }, "us": { "racks": { "r": 1 } } } },
  "engines": { "active_active": {}, "dynomite": {} },
  "script": [
    { "at": "1s", "datacenter": "us", "client": "c1", "command": ["SET", "name", "ada"] },
    { "at": "1010ms", "datacenter": "eu", "client": "c2", "command": ["SET", "name", "grace"] } ],
  "quiesce": "5s" })";

// The folder "o" with the report of it.
void report_of_names(const std::string& level) {
  Workshop::write("names.json", kTwoNames);
  (void)program({"run", "names.json", "--out", "o", "--report", level, "--quiet"});
}

}  // namespace

TEST_CASE("as svg and csv a chart is what its report has, byte for byte, on stdout or in a file") {
  const Workshop workshop;
  report_of_names("full");
  const Ended svg = program({"chart", "o", "losses"});
  CHECK(svg.exit_code == 0);
  CHECK(svg.err.empty());
  CHECK(svg.out == Workshop::read("o/charts/losses.svg"));
  CHECK(program({"chart", "o", "divergence", "--format", "csv"}).out ==
        Workshop::read("o/series/divergence.csv"));
  CHECK(program({"chart", "o", "conflicts", "--format", "csv"}).out ==
        Workshop::read("o/series/conflicts.csv"));
  const Ended filed = program({"chart", "o", "losses", "--out", "mine.svg"});
  CHECK(filed.out == "chart mine.svg\n");
  CHECK(Workshop::read("mine.svg") == svg.out);
}

TEST_CASE("a report without charts has its seed run again, and the chart is the same") {
  const Workshop workshop;
  report_of_names("full");
  const std::string svg = Workshop::read("o/charts/losses.svg");
  const std::string csv = Workshop::read("o/series/missing.csv");
  report_of_names("data");
  const Ended drawn = program({"chart", "o", "losses"});
  CHECK(drawn.exit_code == 0);
  CHECK(drawn.err == "names: seed 1, running again\n");
  CHECK(drawn.out == svg);
  fs::remove("o/series/missing.csv");
  CHECK(program({"chart", "o", "missing", "--format", "csv"}).out == csv);
}

TEST_CASE("pictures for slides and papers go into a file named after the chart") {
  const Workshop workshop;
  report_of_names("data");
  const Ended png = program({"chart", "o", "losses", "--format", "png"});
  CHECK(png.exit_code == 0);
  CHECK(png.out == "chart losses.png\n");
  const std::string bytes = Workshop::read("losses.png");
  CHECK(bytes.starts_with("\x89PNG\r\n"));
  CHECK(bytes.size() > 10'000);
  CHECK(program({"chart", "o", "divergence", "--format", "pdf", "--out", "d.pdf"}).out ==
        "chart d.pdf\n");
  CHECK(Workshop::read("d.pdf").starts_with("%PDF-"));
  CHECK(Workshop::read("d.pdf").find("%%EOF") != std::string::npos);
}

TEST_CASE("a name that is no chart's is told from a series without one, with the nearest") {
  const Workshop workshop;
  report_of_names("data");
  const Ended wrong = program({"chart", "o", "loses"});
  CHECK(wrong.exit_code == 2);
  CHECK_THAT(wrong.err, Catch::StartsWith("faultline chart: NAME: unknown chart \"loses\"; "
                                          "expected one of losses, divergence, lag, ") &&
                            Catch::EndsWith("; did you mean \"losses\"?\n") &&
                            !Catch::Contains("conflicts"));
  CHECK_THAT(program({"chart", "o", "conflict", "--format", "csv"}).err,
             Catch::StartsWith("faultline chart: NAME: unknown series \"conflict\"") &&
                 Catch::EndsWith("; did you mean \"conflicts\"?\n"));
  check_bad(program({"chart", "o", "pbs"}),
            "faultline chart: NAME: \"pbs\" is a series without a chart; expected --format csv");
  check_bad(program({"chart", "o", "losses", "--format", "gif"}),
            "faultline chart: --format: unknown word \"gif\"; expected one of svg, png, pdf, csv");
}

TEST_CASE("a chart of which a run has nothing is refused, and its series is there") {
  const Workshop workshop;
  report_of_names("full");
  const Ended none = program({"chart", "o", "clock_offsets"});
  CHECK(none.exit_code == 2);
  CHECK_THAT(none.err, Catch::EndsWith("faultline chart: \"clock_offsets\" has nothing to show in "
                                       "this run: all of it is 0, or was not measured\n"));
  CHECK_FALSE(fs::exists("o/charts/clock_offsets.svg"));
  CHECK(program({"chart", "o", "clock_offsets", "--format", "csv"}).out ==
        "from_ns,dc,ahead_max_ns,behind_max_ns\n");
}

TEST_CASE("no report, a place that cannot be written and another version's report are refused") {
  const Workshop workshop;
  report_of_names("data");
  check_bad(program({"chart", "none", "losses"}),
            "faultline chart: DIR: \"none\" is no report (there is no such folder); expected a "
            "folder that faultline run wrote");
  check_bad(program({"chart", "o", "losses", "--format", "png", "--out", "none/x.png"}),
            "faultline chart: --out: \"none/x.png\" cannot be written: there is no such folder");
  fs::create_directory("losses.pdf");
  check_bad(program({"chart", "o", "losses", "--format", "pdf"}),
            "faultline chart: --out: \"losses.pdf\" is a folder");
  std::string result = Workshop::read("o/result.json");
  result.replace(result.find("\"fingerprint\": \"") + 16, 16, "0123456789abcdef");
  Workshop::write("o/result.json", result);
  const Ended other = program({"chart", "o", "losses"});
  CHECK(other.exit_code == 1);
  CHECK(other.out.empty());
  CHECK_THAT(other.err, Catch::Contains("active_active takes another course"));
}

TEST_CASE("a missing gnuplot leaves no picture behind and names the package") {
  const Workshop workshop;
  report_of_names("data");
  Workshop::write("losses.png", "mine");
  setenv("GNUPLOT_IOSTREAM_CMD", "/nowhere/gnuplot", 1);
  const Ended ended = program({"chart", "o", "losses", "--format", "png"});
  unsetenv("GNUPLOT_IOSTREAM_CMD");
  CHECK(ended.exit_code == 2);
  CHECK_THAT(ended.err, Catch::Contains("install the package gnuplot-nox"));
  CHECK(Workshop::read("losses.png") == "mine");
}

// The documents for people: the table on stdout, summary.md, junit.xml and report.html.
#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "reports/render/junit.h"
#include "reports/render/page.h"
#include "reports/render/summary.h"
#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string row_of(const std::string& table, const std::string& label) {
  for (const std::string& line : lines_of(table)) {
    if (line.starts_with(label + " ")) return line;
  }
  return {};
}

std::string page_of(const SampleRun& sample) {
  return report_page(sample.input(),
                     {{"How long", "It <converged>", "A line.", "series/divergence.csv",
                       "<svg>wide</svg>", "<svg>narrow</svg>"}});
}

}  // namespace

TEST_CASE("the table stays within 80 columns and has one column an engine") {
  SampleRun sample;
  const std::string table = result_table(sample.input());
  for (const std::string& line : lines_of(table)) CHECK(line.size() <= 80);
  CHECK(has(lines_of(table)[0], "active_active  dynomite  last_write_wins"));
  CHECK(has(row_of(table, "lost"), "0       151               29"));
  CHECK(has(row_of(table, "lost_concurrent"), "114"));
  CHECK(has(row_of(table, "differing keys"), "37"));
  CHECK(has(row_of(table, "operations"), "10,000"));
  CHECK(row_of(table, "lost_tie").empty());
}

TEST_CASE("a table with many engines goes on below, still within 80 columns") {
  SampleRun sample;
  for (int index = 0; index < 6; ++index) {
    const std::string name = "an_engine_with_a_long_name_" + std::to_string(index);
    sample.plan.engines.push_back({name, {}});
    sample.result.engines.push_back(sample_engine(name, 1));
  }
  const std::string table = result_table(sample.input());
  for (const std::string& line : lines_of(table)) CHECK(line.size() <= 80);
  for (const sim::EnginePlan& engine : sample.plan.engines) CHECK(has(table, engine.name));
}

TEST_CASE("a figure that was not measured is a dash in the table") {
  SampleRun sample;
  sim::EngineResult bare;
  bare.engine = "dynomite";
  sample.result.engines = {bare};
  const std::string table = result_table(sample.input());
  CHECK(row_of(table, "lost").ends_with(" -"));
  CHECK(row_of(table, "converged").ends_with(" -"));
  CHECK(row_of(table, "operations").ends_with(" 0"));
}

TEST_CASE(
    "the summary has verdicts, figures, expectations, the worst findings first, the command") {
  const std::string text = summary_markdown(SampleRun().input());
  CHECK(has(text,
            "- active_active lost 0 of 4,812 acknowledged updates; its replicas agreed "
            "1.2 s after the heal."));
  CHECK(has(text, "- dynomite lost 151 of 4,812 acknowledged updates; 37 keys still differ"));
  CHECK(has(text, "| lost | 0 | 151 | 29 |"));
  CHECK(has(text, "## Expectations: 2 held, 1 failed, 0 unknown"));
  CHECK(has(text, "| dynomite.converged | true | false | failed |"));
  // 900 resurrections are not losses: 114 lost updates are worse.
  CHECK(text.find("lost_concurrent of type set, 114 times") < text.find("resurrected of type set"));
  CHECK(has(text, "our choice"));
  CHECK(has(text, "    faultline run carts_across_a_cut.json --seed 18446744073709551615\n"));
  CHECK_FALSE(has(text, "<script>"));
}

TEST_CASE("the page loads nothing from elsewhere and escapes what clients wrote") {
  const std::string page = page_of(SampleRun());
  CHECK_FALSE(has(page, "http"));
  CHECK_FALSE(has(page, "<script"));
  CHECK_FALSE(has(page, "src=\"charts"));
  CHECK(has(page, "cart:&lt;script&gt;alert("));
  CHECK(has(page, "raw\\xff\\x01"));
  CHECK(has(page, "It &lt;converged&gt;"));
  CHECK(has(page, "src=\"data:image/svg+xml;base64,PHN2Zz53aWRlPC9zdmc+\""));
  CHECK(has(page, "srcset=\"data:image/svg+xml;base64,PHN2Zz5uYXJyb3c8L3N2Zz4=\""));
  CHECK_FALSE(has(page, "{{"));
}

TEST_CASE("the page answers what was lost, where and why, and how to run it again") {
  const std::string page = page_of(SampleRun());
  CHECK(has(page, "dynomite lost 151 of 4,812 acknowledged updates"));
  CHECK(has(page, "114 of them: lost_concurrent of type set, decided by the rule “arrival_order”"));
  CHECK(has(page, "Lost only under active_active: 0; only under dynomite: 2; under both: 1."));
  CHECK(has(page, "loser 5.193004 s (20 ms behind)"));
  CHECK(has(page, "under an add-wins set the element would have stayed"));
  CHECK(has(page, "2.34 ms"));
  CHECK(has(page, "99.99 %"));
  CHECK(has(page, "37 keys differ &lt;after&gt;"));
  CHECK(has(page, "--seed 18446744073709551615"));
}

TEST_CASE("an interrupted run says so in the summary and on the page") {
  SampleRun sample;
  CHECK_FALSE(has(page_of(sample), "interrupted"));
  sample.result.interrupted = true;
  CHECK(has(page_of(sample), "This run was interrupted"));
  CHECK(has(summary_markdown(sample.input()), "Interrupted"));
}

TEST_CASE("in junit an expectation fails, and a check that nobody expected is skipped") {
  const std::string xml = junit_xml(SampleRun().input());
  CHECK(has(xml,
            "<testsuite name=\"dynomite\" tests=\"3\" failures=\"1\" errors=\"0\" "
            "skipped=\"1\" time=\"0\">"));
  CHECK(has(xml, "name=\"converged\" time=\"0\"><failure message=\"expected true, seen false\"/>"));
  CHECK(has(xml, "<skipped message=\"failed: 37 keys differ &lt;after&gt; &quot;quiescence"));
  CHECK(has(xml, "<testcase classname=\"carts_across_a_cut\" name=\"lost\" time=\"0\"/>"));
}

TEST_CASE("in junit no expectation is forgotten: of an engine left out, or of the run as a whole") {
  const SampleRun sample;
  sim::RunResult only_first = sample.result;
  only_first.engines = {sample_engine("active_active", 0)};
  const ReportInput filtered{sample.plan,
                             only_first,
                             {{"dynomite.lost", "> 0", "left out", sim::Verdict::kNotApplicable},
                              {"marks.healed", "fired", "never", sim::Verdict::kUnknown}},
                             "unknown",
                             "",
                             ""};
  const std::string xml = junit_xml(filtered);
  CHECK(has(xml,
            "<testsuite name=\"dynomite\" tests=\"1\" failures=\"0\" errors=\"0\" "
            "skipped=\"1\""));
  CHECK(has(xml, "<testsuite name=\"run\" tests=\"1\" failures=\"0\" errors=\"1\""));
  CHECK(has(xml, "name=\"marks.healed\" time=\"0\"><error message="));
}

}  // namespace faultline::reports

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/report.h"
#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

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

TEST_CASE("the table tells what was not measured from what never happened") {
  SampleRun sample;
  sim::EngineResult bare;
  bare.engine = "dynomite";
  sample.result.engines = {bare};
  const std::string table = result_table(sample.input());
  CHECK(row_of(table, "lost").ends_with(" not measured"));
  CHECK(row_of(table, "converged").ends_with(" not measured"));
  CHECK(row_of(table, "agreed after load and faults").ends_with(" not measured"));
  CHECK(row_of(table, "operations").ends_with(" 0"));
  const std::string whole = result_table(SampleRun().input());
  CHECK(has(row_of(whole, "caught up after last fault"), "  never  "));
  CHECK(has(row_of(whole, "agreed after load and faults"), "  never  "));
}

}  // namespace faultline::reports

#include "reports/render/workflow_commands.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/sample_run.h"

using namespace faultline::reports;
namespace sim = faultline::sim;

namespace {

std::vector<std::string> workflow_lines(const ReportInput& input,
                                        const std::string& file = "a/c.json") {
  const ScenarioPlace place{file, [](const std::string& path) -> std::optional<std::uint32_t> {
                              if (path == "dynomite.converged") return 23;
                              return std::nullopt;
                            }};
  std::istringstream text(workflow_commands(input, place));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("a failed expectation is an error at its line, and each engine has a notice") {
  const SampleRun run;
  const std::vector<std::string> lines = workflow_lines(run.input());
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] ==
        "::error file=a/c.json,line=23,title=carts_across_a_cut%2C seed 18446744073709551615%3A "
        "dynomite.converged::dynomite.converged: expected true, seen false. Repeat: faultline run "
        "carts_across_a_cut.json --seed 18446744073709551615");
  CHECK(
      lines[1].starts_with("::notice file=a/c.json,title=carts_across_a_cut%2C seed "
                           "18446744073709551615%3A Active-Active::Active-Active lost none of "));
  CHECK(has(lines[2], "::Dynomite lost 151 of 4,812 acknowledged updates (3.13 %25)"));
}

TEST_CASE("an undecided expectation is a warning, one that was left out says nothing") {
  const SampleRun run;
  ReportInput input = run.input();
  input.expectations = {{"marks.gap_full_sync", "fired", "never", sim::Verdict::kUnknown},
                        {"dynomite.lost", "== 0", "", sim::Verdict::kNotApplicable}};
  const std::vector<std::string> lines = workflow_lines(input);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].starts_with("::warning file=a/c.json,title="));
  CHECK(has(lines[0], "::marks.gap_full_sync: expected fired, seen never."));
  CHECK(lines[1].starts_with("::notice "));
}

TEST_CASE("what a scenario says cannot end a command, begin another or add a property") {
  CHECK(workflow_data("100%\r\n::error::x") == "100%25%0D%0A::error::x");
  CHECK(workflow_property("a:b,c\n%") == "a%3Ab%2Cc%0A%25");
  const SampleRun run;
  ReportInput input = run.input();
  input.expectations = {{"a.b", "1", "x\n::stop-commands::y", sim::Verdict::kFailed}};
  const std::vector<std::string> lines = workflow_lines(input, "odd,name:\n.json");
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].starts_with("::error file=odd%2Cname%3A%0A.json,title="));
  CHECK(has(lines[0], "seen x%0A::stop-commands::y"));
}

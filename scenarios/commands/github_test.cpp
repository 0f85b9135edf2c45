// `faultline run --github` as a job of GitHub Actions meets it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;

namespace {

// Sets the variable while it lives; tests of one program run one after the other.
class StepSummary {
 public:
  explicit StepSummary(const std::string& file) {
    ::setenv("GITHUB_STEP_SUMMARY", file.c_str(), 1);
  }
  ~StepSummary() { ::unsetenv("GITHUB_STEP_SUMMARY"); }
  StepSummary(const StepSummary&) = delete;
  StepSummary& operator=(const StepSummary&) = delete;
};

std::vector<std::string> commands_in(const std::string& text) {
  std::vector<std::string> commands;
  for (const std::string& line : lines_of(text))
    if (line.starts_with("::")) commands.push_back(line);
  return commands;
}

}  // namespace

TEST_CASE("a failed expectation is annotated at its line, and the last three lines stay") {
  const Workshop workshop;
  Workshop::scenario("failed.json", kFailed);
  const Words words = {"run", "failed.json", "--report", "none", "--github"};
  const Ended ended = program(words);
  CHECK(ended.exit_code == 1);
  const std::vector<std::string> commands = commands_in(ended.out);
  REQUIRE(commands.size() == 3);
  CHECK(commands[0] ==
        "::error file=failed.json,line=8,title=failed%2C seed 1%3A active_active.operations.ok::"
        "active_active.operations.ok: expected == 3, seen 2. Repeat: faultline run failed.json "
        "--seed 1");
  CHECK(commands[1].starts_with(
      "::notice file=failed.json,title=failed%2C seed 1%3A Active-Active::"));
  CHECK(commands[2].find("Last-Write-Wins lost none of 2 acknowledged updates") !=
        std::string::npos);
  const std::vector<std::string> lines = lines_of(ended.out);
  check_last_lines(ended.out, {lines.at(lines.size() - 3), "report none",
                               "repeat faultline run failed.json --seed 1"});
  CHECK(lines.at(lines.size() - 3).find(" held, 1 failed, 0 unknown") != std::string::npos);
  Words without = words;
  without.pop_back();
  CHECK(commands_in(program(without).out).empty());
}

TEST_CASE("a mark that never fired is a warning at the list that names it") {
  const Workshop workshop;
  Workshop::scenario("unknown.json", kUnknown);
  const Ended ended = program({"run", "unknown.json", "--report", "none", "--quiet", "--github"});
  const std::vector<std::string> commands = commands_in(ended.out);
  REQUIRE_FALSE(commands.empty());
  CHECK(commands[0].starts_with(
      "::warning file=unknown.json,line=8,title=unknown%2C seed 1%3A marks.gap_full_sync::"));
}

TEST_CASE("each run's summary is appended to the file that GITHUB_STEP_SUMMARY names") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  Workshop::write("page.md", "# before\n");
  const StepSummary page("page.md");
  const Words words = {"run", "held.json", "--out", "o", "--report", "data", "--github"};
  CHECK(program(words).exit_code == 0);
  const std::string summary = Workshop::read("o/summary.md");
  CHECK(Workshop::read("page.md") == "# before\n\n" + summary);
  (void)program(words);
  CHECK(Workshop::read("page.md") == "# before\n\n" + summary + "\n" + summary);
  Words without = words;
  without.pop_back();
  (void)program(without);
  CHECK(Workshop::read("page.md") == "# before\n\n" + summary + "\n" + summary);
}

TEST_CASE("a page that cannot be written is said, and is bad input") {
  const Workshop workshop;
  Workshop::scenario("held.json", kHeld);
  const StepSummary page("no/page.md");
  const Ended ended = program({"run", "held.json", "--report", "none", "--quiet", "--github"});
  CHECK(ended.exit_code == 2);
  CHECK(ended.err == "faultline run: GITHUB_STEP_SUMMARY: \"no/page.md\" cannot be written\n");
}

TEST_CASE("json output stays alone on stdout, annotations go to stderr") {
  const Workshop workshop;
  Workshop::scenario("failed.json", kFailed);
  const Ended ended =
      program({"run", "failed.json", "--report", "none", "--quiet", "--json", "--github"});
  CHECK(lines_of(ended.out).size() == 1);
  CHECK(commands_in(ended.out).empty());
  CHECK(commands_in(ended.err).size() == 3);
}

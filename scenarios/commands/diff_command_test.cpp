// `faultline diff` as users meet it: two folders in, what got better or worse out.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;
using nlohmann::ordered_json;

namespace {

void report_of_kept_data(const std::string& folder, const Words& more = {}) {
  Workshop::scenario("held.json", kHeld);
  Words words = {"run", "held.json", "--out", folder, "--report", "data", "--quiet"};
  words.insert(words.end(), more.begin(), more.end());
  REQUIRE(program(words).exit_code == 0);
}

template <class Change>
void alter(const std::string& folder, Change change) {
  ordered_json result = ordered_json::parse(Workshop::read(folder + "/result.json"));
  change(result);
  Workshop::write(folder + "/result.json", result.dump());
}

ordered_json a_finding() {
  return ordered_json::parse(
      R"({"id": "0a1b2c3d4e5f", "kind": "lost_concurrent", "engine": "active_active",
      "check": "ledger_sum", "type": "set", "rule": {"name": "r", "basis": "chosen"},
      "cause": "concurrent_write", "occurrences": 2, "example": {}})");
}

}  // namespace

TEST_CASE("two runs of one seed are the same, and nothing is worse") {
  const Workshop workshop;
  report_of_kept_data("a");
  report_of_kept_data("b");
  const Ended same = program({"diff", "a", "b"});
  CHECK(same.exit_code == 0);
  CHECK(same.err.empty());
  const std::vector<std::string> lines = lines_of(same.out);
  CHECK(lines.front().starts_with("held, seed 1: the same scenario (sha256 "));
  CHECK(lines.back().starts_with("0 worse, 0 better, "));
}

TEST_CASE("a new finding makes the run after worse, and the run before better") {
  const Workshop workshop;
  report_of_kept_data("a");
  report_of_kept_data("b");
  alter("b", [](ordered_json& result) { result["findings"].push_back(a_finding()); });
  const Ended worse = program({"diff", "a", "b"});
  CHECK(worse.exit_code == 1);
  CHECK_THAT(worse.out,
             Catch::Contains("worse     new 0a1b2c3d4e5f: 2 set updates lost to a concurrent") &&
                 Catch::Contains("\n1 worse, 0 better, "));
  const Ended better = program({"diff", "b", "a"});
  CHECK(better.exit_code == 0);
  CHECK_THAT(better.out, Catch::Contains("better    gone 0a1b2c3d4e5f: 2 set updates"));
}

TEST_CASE("more lost, replicas that differ, a check or an expectation that fails: exit 1 each") {
  const Workshop workshop;
  report_of_kept_data("a");
  const auto exit_code_with = [](const std::string& at, const ordered_json& value) {
    report_of_kept_data("b");
    alter("b", [&](ordered_json& result) { result[ordered_json::json_pointer(at)] = value; });
    return program({"diff", "a", "b", "--json"}).exit_code;
  };
  CHECK(exit_code_with("/engines/active_active/ledger/lost_tie", 1) == 1);
  CHECK(exit_code_with("/engines/active_active/converged", false) == 1);
  CHECK(exit_code_with("/checks/0/verdict", "failed") == 1);
  CHECK(exit_code_with("/expectations/0/verdict", "failed") == 1);
  CHECK(exit_code_with("/engines/active_active/availability_ppm/a", 5) == 0);
  CHECK(exit_code_with("/checks/0/verdict", "unknown") == 3);
}

TEST_CASE("without an engine in both nothing is compared, and nobody says that it held") {
  const Workshop workshop;
  report_of_kept_data("a", {"--engine", "active_active"});
  Workshop::scenario("held.json", kHeld);
  (void)program({"run", "held.json", "--engine", "last_write_wins", "--out", "b", "--report",
                 "data", "--quiet"});
  const Ended ended = program({"diff", "a", "b"});
  CHECK(ended.exit_code == 3);
  CHECK_THAT(ended.out, Catch::Contains("Active-Active: only before\n") &&
                            Catch::Contains("Last-Write-Wins: only after\n"));
}

TEST_CASE("json output is one object a line and nothing else") {
  const Workshop workshop;
  report_of_kept_data("a");
  Workshop::scenario("held.json", kHeld);
  (void)program({"run", "held.json", "--seed", "2", "--out", "b", "--report", "data", "--quiet"});
  const Ended ended = program({"diff", "a", "b", "--json"});
  CHECK(ended.err.empty());
  const std::vector<std::string> lines = lines_of(ended.out);
  REQUIRE(lines.size() >= 2);
  for (const std::string& line : lines) CHECK(ordered_json::parse(line).contains("about"));
  CHECK(ordered_json::parse(lines.front())["same_scenario"] == false);
  CHECK(ordered_json::parse(lines.back())["about"] == "count");
}

TEST_CASE("what is no report of this format is refused, each of the two by its name") {
  const Workshop workshop;
  report_of_kept_data("a");
  const Ended both = program({"diff", "no", "none"});
  CHECK(both.exit_code == 2);
  CHECK(both.out.empty());
  CHECK(lines_of(both.err) ==
        Words{"faultline diff: DIR: \"no\" is no report (there is no such folder); expected a "
              "folder that faultline run wrote",
              "faultline diff: DIR: \"none\" is no report (there is no such folder); expected a "
              "folder that faultline run wrote"});
  report_of_kept_data("b");
  alter("b", [](ordered_json& result) { result["format"] = "faultline-result/2"; });
  check_bad(program({"diff", "a", "b"}),
            "faultline diff: DIR: \"b/result.json\" is not what a run writes; expected format "
            "\"faultline-result/1\"");
  Workshop::write("b/result.json", "{\"format\": \"faultline-result/1\", \"format\"");
  check_bad(program({"diff", "b", "a"}),
            "faultline diff: DIR: \"b/result.json\" is not what a run writes; expected format "
            "\"faultline-result/1\"");
  Workshop::write("b/result.json", "{\"format\": \"faultline-result/1\", \"seed\": \"1\"}");
  check_bad(program({"diff", "b", "a"}),
            "faultline diff: DIR: \"b/result.json\" is damaged: something of what a run writes is "
            "missing or is of another kind");
  check_bad(program({"diff", "a"}),
            "faultline diff: DIR: is missing; expected the report of the run after");
}

// Malformed scenarios, table-driven: malformed_scenarios.txt.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "scenarios/loader/load_section.h"
#include "scenarios/loader/loader.h"
#include "scenarios/loader/parameters.h"
#include "sim/checkers/checker.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/network/latency.h"
#include "sim/workloads/workload.h"

using namespace faultline::scenarios;
namespace sim = faultline::sim;

namespace {

struct Case {
  std::string section;
  std::string text;
  std::vector<std::string> errors;
};

std::vector<Case> read_cases() {
  std::ifstream file(FAULTLINE_SOURCE_DIR "/scenarios/loader/malformed_scenarios.txt");
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t blank = line.find(' ');
    if (line.starts_with("  "))
      cases.back().errors.push_back("s.json:" + line.substr(2));
    else
      cases.push_back({line.substr(0, blank), line.substr(blank + 1), {}});
  }
  return cases;
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

// Roles or marks of the engines that the good scenario has, or of some of them.
std::vector<std::string> words_of(
    std::vector<std::string_view> faultline::engine::EngineKind::*list,
    const std::vector<const char*>& engines = {"active_active", "dynomite"}) {
  std::vector<std::string> words;
  for (const char* name : engines)
    for (const std::string_view word : sim::find_engine(name)->*list)
      if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
  return words;
}

// Errors name what the tables list; a new fault changes no case.
std::string with_tables(std::string line) {
  const auto engines = names_of(sim::engine_kinds());
  std::vector<std::string> engines_and_marks = engines;
  engines_and_marks.push_back("marks");
  const auto latencies = names_of(sim::latency_kinds());
  const std::map<std::string, std::string> tables = {
      {"{engines}", one_of(engines)},
      {"{engines and marks}", one_of(engines_and_marks)},
      {"{faults}", one_of(names_of(sim::fault_kinds()))},
      {"{workloads}", one_of(workload_names())},
      {"{marks}", one_of(words_of(&faultline::engine::EngineKind::marks))},
      {"{marks of dynomite}",
       one_of(words_of(&faultline::engine::EngineKind::marks, {"dynomite"}))},
      {"{roles}", one_of(words_of(&faultline::engine::EngineKind::roles))},
      {"{checks}", one_of(names_of(sim::check_kinds()))},
      {"{latencies}", one_of(latencies)},
      {"{latencies|}", joined(latencies, "|")},
      {"{options of last_write_wins}",
       one_of(names_of(sim::find_engine("last_write_wins")->parameters))}};
  for (const auto& [mark, words] : tables)
    for (std::size_t at; (at = line.find(mark)) != std::string::npos;)
      line.replace(at, mark.size(), words);
  return line;
}

std::string scenario_of(const Case& each) {
  if (each.section == "text") return each.text;
  const std::pair<std::string, std::string> kWellFormed[] = {
      {"purpose", R"("p")"},
      {"topology",
       R"({"datacenters": {"us-east": {"racks": {"a": 2}}, "eu-west": {"racks": {"a": 1}}}})"},
      {"engines", R"({"active_active": {}, "dynomite": {}})"},
      {"workload", R"({"kind": "mixed", "rate": "500/s", "for": "20s"})"},
      {"faults", "[]"},
      {"quiesce", R"("30s")"},
      {"expect", R"({"dynomite": {"lost": "> 0"}})"}};
  std::string text = "{";
  for (const auto& [key, value] : kWellFormed) {
    const bool script = each.section == "script" && key == "workload";
    text += (text == "{" ? "\n\"" : ",\n\"") + (script ? each.section : key) + "\": ";
    text += script || key == each.section ? each.text : value;
  }
  return text + "\n}\n";
}

std::vector<std::string> errors_of(const std::string& text) {
  const LoadedScenario loaded = load_scenario(text, "s.json");
  std::vector<std::string> lines;
  for (const InputError& error : loaded.errors) lines.push_back(to_line(error));
  CHECK(loaded.plan.has_value() == lines.empty());
  return lines;
}

}  // namespace

TEST_CASE("the scenario that the malformed ones are made from is good") {
  CHECK(errors_of(scenario_of({"none", "", {}})).empty());
}

TEST_CASE("every malformed scenario gets all its errors, each with line, column and path") {
  const std::vector<Case> cases = read_cases();
  CHECK(cases.size() >= 60);
  for (const Case& each : cases) {
    INFO(each.section << " " << each.text);
    std::vector<std::string> expected;
    for (const std::string& line : each.errors) expected.push_back(with_tables(line));
    CHECK_FALSE(expected.empty());
    CHECK(errors_of(scenario_of(each)) == expected);
  }
}

TEST_CASE("bytes that are no UTF-8 are an error where they stand") {
  CHECK(errors_of("{\"purpose\":\n  \"a\xff\"}") ==
        std::vector<std::string>{"s.json:2:5: /purpose: byte 0xff is not UTF-8; expected UTF-8 "
                                 "text, or {\"base64\": \"…\"} as an argument of a command"});
  CHECK(errors_of("{} // \xc3").front().starts_with("s.json:1:7: /: byte 0xc3 is not UTF-8"));
  CHECK(errors_of("\xfe\xff").front().starts_with("s.json:1:1: /: byte 0xfe is not UTF-8"));
}

TEST_CASE("nesting 200,000 deep is one error") {
  const std::string deep = std::string(200'000, '[');
  const std::vector<std::string> errors = errors_of("{\"purpose\": " + deep);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("s.json:1:44: /purpose/0/0/"));
  CHECK(errors[0].ends_with("/0: nested too deep; expected at most 32 levels"));
  std::string objects;
  for (int i = 0; i < 200'000; ++i) objects += "{\"a\":";
  CHECK(errors_of(objects).size() == 1);
}

TEST_CASE("hostile texts stay on one line and are cut") {
  const std::vector<std::string> errors =
      errors_of("{\"a\\nb\\u001b\": 1, \"" + std::string(10'000, 'x') + "\": 2}");
  REQUIRE(errors.size() > 2);
  for (const std::string& line : errors) {
    CHECK(line.find('\n') == std::string::npos);
    CHECK(line.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("files that cannot be read are bad input") {
  const auto line_of = [](const std::string& file) {
    const LoadedScenario loaded = load_scenario_file(file);
    REQUIRE(loaded.errors.size() == 1);
    return to_line(loaded.errors[0]);
  };
  CHECK(line_of("no/such.json") ==
        "no/such.json:1:1: /: cannot be read: No such file or "
        "directory; expected a scenario file");
  CHECK(line_of("/dev/null") == "/dev/null:1:1: /: is empty; expected a scenario file");
  CHECK(line_of("/") == "/:1:1: /: is a folder; expected a scenario file");
}

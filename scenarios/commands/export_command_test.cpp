// `faultline export` as users meet it. That other tools read what it prints is tested with such
// (property_tests/browser/export.test.mjs).
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;
namespace fs = std::filesystem;

namespace {

const std::string kStrings = R"({
  "purpose": "Strings and a set, written on both sides.",
  "topology": { "datacenters": { "a": { "racks": { "r": 1 } }, "b": { "racks": { "r": 2 } } } },
  "engines": ENGINES,
  "script": [
    { "at": "1s", "datacenter": "a", "client": "c1", "command": ["SET", "k", "x"] },
    { "at": "1010ms", "datacenter": "b", "client": "c2", "command": ["SET", "k", "y"] },
    { "at": "2s", "datacenter": "b", "client": "c2", "command": ["GET", "k"] },
    { "at": "3s", "datacenter": "a", "client": "c1", "command": ["SADD", "tags", "\"}", "b"] } ],
  "quiesce": "5s" })";

// The folder "o" with the report of it.
void report_to_export(const std::string& engines, const std::string& history = "findings") {
  std::string text = kStrings;
  Workshop::write("strings.json", text.replace(text.find("ENGINES"), 7, engines));
  (void)program(
      {"run", "strings.json", "--out", "o", "--report", "data", "--quiet", "--history", history});
}

}  // namespace

TEST_CASE("a history is printed from the folder if it holds all, else its run goes again") {
  const Workshop workshop;
  report_to_export(R"({ "dynomite": {} })", "full");
  const Ended kept = program({"export", "o", "edn"});
  CHECK(kept.exit_code == 0);
  CHECK(kept.err.empty());
  CHECK(lines_of(kept.out).size() == 8);
  CHECK_THAT(kept.out,
             Catch::StartsWith("{:index 0, :type :invoke, :process 0, :f :txn, :value [[:w \"k\" "
                               "\"x\"]], :time 1000000000, :operation 1, :client \"c1\", :dc "
                               "\"a\"}\n") &&
                 Catch::Contains(R"(:f :sadd, :value ["tags" "\"}" "b"], )") &&
                 Catch::Contains(":reply 2, "));
  report_to_export(R"({ "dynomite": {} })", "findings");
  const Ended again = program({"export", "o", "edn"});
  CHECK(again.err == "strings: seed 1, running again\n");
  CHECK(again.out == kept.out);
  fs::remove("o/history-dynomite.jsonl");
  CHECK(program({"export", "o", "edn"}).out == kept.out);
}

TEST_CASE("of one key a history holds its operations, as a register") {
  const Workshop workshop;
  report_to_export(R"({ "dynomite": {} })", "full");
  const std::vector<std::string> lines =
      lines_of(program({"export", "o", "edn", "--key", "k"}).out);
  REQUIRE(lines.size() == 6);
  CHECK_THAT(lines[0], Catch::Contains(":f :write, :value \"x\", "));
  CHECK_THAT(lines[4], Catch::Contains(":f :read, :value nil, "));
  CHECK_THAT(lines[5], Catch::Contains(":f :read, :value \""));
  check_bad(program({"export", "o", "edn", "--key", "tgas"}),
            "faultline export: --key: no command of the run names the key \"tgas\"; did you mean "
            "\"tags\"?");
}

TEST_CASE("a trace is one JSON document, of one key the operations that name it") {
  const Workshop workshop;
  report_to_export(R"({ "active_active": {}, "dynomite": {} })");
  const auto operations = [](const Words& more) {
    Words words = {"export", "o", "trace", "--engine", "active_active"};
    words.insert(words.end(), more.begin(), more.end());
    const auto trace = nlohmann::json::parse(program(words).out);
    CHECK(trace["otherData"]["engine"] == "active_active");
    const auto& events = trace["traceEvents"];
    return std::count_if(events.begin(), events.end(),
                         [](const auto& event) { return event.value("cat", "") == "ok"; });
  };
  CHECK(operations({}) == 4);
  CHECK(operations({"--key", "tags"}) == 1);
}

TEST_CASE("the topology is drawn without a run and without an engine, causality with both") {
  const Workshop workshop;
  report_to_export(R"({ "active_active": {}, "last_write_wins": {} })");
  const Ended topology = program({"export", "o", "graphviz"});
  CHECK(topology.exit_code == 0);
  CHECK(topology.err.empty());
  CHECK_THAT(topology.out, Catch::StartsWith("digraph topology {") &&
                               Catch::Contains("\"b/r/1\" [label=\"1\"];") &&
                               Catch::Contains("label=\"40 ms constant\""));
  const Ended causality =
      program({"export", "o", "graphviz", "--key", "k", "--engine", "last_write_wins"});
  CHECK(causality.exit_code == 0);
  CHECK_THAT(causality.out, Catch::StartsWith("digraph causality {") &&
                                Catch::Contains("label=\"1: SET k x\\nc1 in a, 1 s\\n") &&
                                Catch::Contains(" [style=dashed, "));
}

TEST_CASE("without a word on whose run it is, several engines are listed") {
  const Workshop workshop;
  report_to_export(R"({ "active_active": {}, "dynomite": {} })");
  for (const Words& words : {Words{"export", "o", "edn"}, Words{"export", "o", "trace"},
                             Words{"export", "o", "graphviz", "--key", "k"}})
    check_bad(program(words),
              "faultline export: --engine: is missing; expected one of active_active, dynomite");
  check_bad(program({"export", "o", "edn", "--engine", "dynomit"}),
            "faultline export: --engine: unknown word \"dynomit\"; expected one of active_active, "
            "dynomite; did you mean \"dynomite\"?");
  check_bad(program({"export", "o", "graphvis"}),
            "faultline export: format: unknown word \"graphvis\"; expected one of edn, trace, "
            "graphviz; did you mean \"graphviz\"?");
  check_bad(program({"export", "no", "graphviz"}),
            "faultline export: DIR: \"no\" is no report (there is no such folder); expected a "
            "folder that faultline run wrote");
}

TEST_CASE("nothing is exported of a run that takes another course than the report's") {
  const Workshop workshop;
  report_to_export(R"({ "dynomite": {} })", "none");
  auto result = nlohmann::ordered_json::parse(Workshop::read("o/result.json"));
  result["engines"]["dynomite"]["fingerprint"] = "0123456789abcdef";
  Workshop::write("o/result.json", result.dump());
  for (const Words& words : {Words{"export", "o", "edn"}, Words{"export", "o", "trace"},
                             Words{"export", "o", "graphviz", "--key", "k"}}) {
    const Ended ended = program(words);
    CHECK(ended.exit_code == 1);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err,
               Catch::Contains("dynomite takes another course than the report tells of"));
  }
}

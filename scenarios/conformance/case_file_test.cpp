#include "scenarios/conformance/case_file.h"

#include <catch2/catch.hpp>

#include "scenarios/conformance/active_active_case.h"
#include "scenarios/conformance/dynomite_case.h"

using namespace faultline::scenarios;
using namespace faultline::scenarios::conformance;

namespace {

std::vector<std::string> complaints(const std::string& text, bool dynomite = false) {
  std::vector<InputError> errors;
  read_case_lines(text, "c.jsonl", errors, [&](Reading& reading) {
    if (dynomite)
      (void)read_dynomite_case(reading);
    else
      (void)read_active_active_case(reading);
  });
  std::vector<std::string> lines;
  for (const InputError& error : errors) lines.push_back(to_line(error));
  return lines;
}

const std::string kGood =
    R"({"id": "a", "type": "set", "regions": ["A", "B"], "steps": [], "expect": [], "notes": "x"})";

}  // namespace

TEST_CASE("blank lines are passed over, and an error names its own line") {
  CHECK(complaints(kGood + "\n\n  \n" + kGood + "\n").empty());
  const auto lines = complaints(kGood + "\n\n{\"id\": 7}\n");
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "c.jsonl:3:8: /id: 7 does not fit; expected text");
  CHECK(lines[1].starts_with("c.jsonl:3:1: /: \"type\" is missing"));
}

TEST_CASE("a line that is no JSON object is an error of that line alone") {
  const auto lines = complaints("[1]\n" + kGood + "\n{\"id\": \n");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == "c.jsonl:1:1: /: a list does not fit; expected a case");
  CHECK(lines[1].starts_with("c.jsonl:3:"));
}

TEST_CASE("a step names a region of the case, a time and a command") {
  const auto lines =
      complaints(R"({"id": "a", "type": "set", "regions": ["A", "B"], "expect": [], "steps": [)"
                 R"({"region": "C", "at_ms": -5000000000000, "command": []}, )"
                 R"({"sync": ["A->A"]}, {"sync": "most"}]})");
  REQUIRE(lines.size() == 5);
  CHECK(lines[0].find("/steps/0/region: unknown region \"C\"; expected one of A, B") !=
        std::string::npos);
  CHECK(lines[1].find("/steps/0/at_ms: this time is out of range") != std::string::npos);
  CHECK(lines[2].find("/steps/0/command: no command") != std::string::npos);
  CHECK(lines[3].find("/steps/1/sync/0: a region needs no sync with itself") != std::string::npos);
  CHECK(lines[4].find("/steps/2/sync: \"most\" is no pair of regions") != std::string::npos);
}

TEST_CASE("a Dynomite case names nodes and links of its topology") {
  const auto lines = complaints(
      R"({"id": "a", "group": "g",)"
      R"("topology": {"dcs": {"d": {"r": 2}}, "tokens": {"d": {"r": ["1"]}}},)"
      R"("steps": [{"node": "d/r/2", "command": ["GET", "k"]},)"
      R"({"fault": {"kind": "link_down", "between": ["d", "e"]}}, {"fault": {"kind": "kil"}}],)"
      R"("observed": []})",
      true);
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].find("these tokens do not fit the nodes") != std::string::npos);
  CHECK(lines[1].find("there is no node \"d/r/2\"") != std::string::npos);
  CHECK(lines[2].find("there is no data center \"e\"") != std::string::npos);
  CHECK(lines[3].find("did you mean \"kill\"?") != std::string::npos);
}

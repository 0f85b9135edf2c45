// The command as users meet it: what is printed, the exit code, and that bad input runs nothing.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "scenarios/program_fixture.h"

using namespace faultline::scenarios;

namespace {

// Runs the command on a file of these lines.
Ended conformance(const std::string& lines, Words flags) {
  const Workshop workshop;
  Workshop::write("cases.jsonl", lines);
  flags.insert(flags.begin(), {"conformance", "cases.jsonl"});
  return program(flags);
}

std::string case_line(const std::string& id, const std::string& type, const std::string& seen,
                      const std::string& confidence = "certain") {
  return R"({"id": ")" + id + R"(", "type": ")" + type + R"(", "confidence": ")" + confidence +
         R"(", "regions": ["A"], "steps": [{"region": "A", "at_ms": 1, "command": ["INCR", "k"],)"
         R"( "reply": )" +
         seen + "}], \"expect\": []}\n";
}

const Words kEngine = {"--engine", "active_active"};

Words with(Words more) {
  more.insert(more.begin(), kEngine.begin(), kEngine.end());
  return more;
}

}  // namespace

TEST_CASE("each case has its line, failures theirs below, and the last line counts") {
  const Ended ended =
      conformance(case_line("good", "counter", "1") + case_line("bad", "counter", "2") +
                      case_line("maybe", "counter", "3", "plausible") +
                      "{\"id\": \"old\", \"type\": \"t\", \"regions\": [\"A\"], "
                      "\"legacy\": true, \"steps\": [], \"expect\": []}\n",
                  kEngine);
  CHECK(ended.exit_code == 1);
  CHECK(ended.out ==
        "PASS good\n"
        "FAIL bad\n"
        "  step 0  A  INCR k  expected 2  seen 1\n"
        "FAIL? maybe\n"
        "  step 0  A  INCR k  expected 3  seen 1\n"
        "SKIP old legacy: an old version's rule\n"
        "plausible: 0 passed, 1 failed\n"
        "1 passed, 1 failed, 1 skipped\n");
  CHECK(ended.err.empty());
}

TEST_CASE("types and ids choose cases, and where none passed the exit code is 3") {
  const std::string lines = case_line("a-1", "counter", "1") + case_line("b-1", "set", "2");
  CHECK(conformance(lines, with({"--types", "counter"})).exit_code == 0);
  CHECK(conformance(lines, with({"--id", "b*"})).exit_code == 1);
  const Ended none = conformance(lines, with({"--id", "c*"}));
  CHECK(none.exit_code == 3);
  CHECK(none.out == "0 passed, 0 failed, 0 skipped\n");
  // An uncertain case decides nothing.
  CHECK(conformance(case_line("m", "set", "2", "plausible"), kEngine).exit_code == 3);
}

TEST_CASE("json output is one object a case and nothing else") {
  const Ended ended = conformance(case_line("x", "counter", "7"), with({"--json", "--all-orders"}));
  const auto json = nlohmann::ordered_json::parse(ended.out);
  CHECK(json["id"] == "x");
  CHECK(json["verdict"] == "fail");
  CHECK(json["orders"] == 1);
  CHECK(json["mismatches"][0] ==
        nlohmann::ordered_json::parse(R"({"at": "step 0", "where": "A", "command": "INCR k",)"
                                      R"( "expected": "7", "seen": "1"})"));
}

TEST_CASE("one bad case among good ones runs nothing and exits 2") {
  const Ended ended = conformance(case_line("a", "counter", "1") + "{\"id\": 1}\n", kEngine);
  CHECK(ended.exit_code == 2);
  CHECK(ended.out.empty());
  CHECK(ended.err.find(":2:8: /id: 1 does not fit; expected text\n") != std::string::npos);
}

TEST_CASE("wrong flags exit 2 with what was expected") {
  const std::string lines = case_line("a", "counter", "1");
  for (const Words& flags :
       {Words{}, Words{"--engine", "dynomit"}, with({"--groups", "g"}), with({"--seeds", "0"})}) {
    const Ended ended = conformance(lines, flags);
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    CHECK_FALSE(ended.err.empty());
  }
  const Ended typo = conformance(lines, with({"--types", "conter"}));
  CHECK(typo.exit_code == 3);
  CHECK(typo.err ==
        "faultline conformance: no case of type \"conter\"; did you mean \"counter\"?\n");
}

#include "scenarios/conformance/active_active_runner.h"

#include "scenarios/conformance/case_reader.h"

using namespace faultline::scenarios::conformance;

namespace {

std::string active_active_case(const std::string& steps, const std::string& expect,
                               const std::string& more = "") {
  return R"({"id": "x", "type": "set", "confidence": "certain", "regions": ["A", "B", "C"],)"
         R"( "instance_ids": {"A": 1, "B": 2, "C": 3}, "steps": [)" +
         steps + R"(], "expect": [)" + expect + "]" + more + "}";
}

CaseResult run_active_active(const std::string& line, bool all_orders = false) {
  return run_case(case_of(line, read_active_active_case), all_orders);
}

const std::string kAdds = R"(
 {"region": "A", "at_ms": 1000, "command": ["SADD", "s", "a"], "reply": 1},
 {"region": "B", "at_ms": 1000, "command": ["SADD", "s", "b"], "reply": 1},
 {"region": "C", "at_ms": 1000, "command": ["SREM", "s", "a"], "reply": 0}, {"sync": "all"})";

}  // namespace

TEST_CASE("a case whose replies all come as recorded passes") {
  const CaseResult result = run_active_active(active_active_case(
      kAdds, R"({"regions": ["A", "B", "C"], "command": ["SMEMBERS", "s"], "reply": ["b", "a"]})"));
  CHECK(result.verdict == Verdict::kPass);
  CHECK(result.orders == 1U);
}

TEST_CASE("a wrong reply fails the case and is told with place, command, expected and seen") {
  const CaseResult result = run_active_active(active_active_case(
      kAdds, R"({"regions": ["A", "C"], "command": ["SCARD", "s"], "reply": 3})"));
  REQUIRE(result.verdict == Verdict::kFail);
  REQUIRE(result.mismatches.size() == 2);
  CHECK(result.mismatches[1].at == "expect 0");
  CHECK(result.mismatches[1].where == "C");
  CHECK(result.mismatches[1].command == "SCARD s");
  CHECK(result.mismatches[1].expected == "3");
  CHECK(result.mismatches[1].seen == "2");
}

TEST_CASE("a sync of one pair brings the source's own effects and nothing else") {
  const CaseResult result = run_active_active(active_active_case(
      R"({"region": "A", "at_ms": 1, "command": ["INCR", "k"]}, {"sync": ["A->B"]},
         {"region": "B", "at_ms": 2, "command": ["INCR", "k"], "reply": 2}, {"sync": ["B->C"]},
         {"region": "C", "at_ms": 3, "command": ["GET", "k"], "reply": "1"},
         {"region": "A", "at_ms": 3, "command": ["GET", "k"], "reply": "1"}, {"sync": "all"})",
      R"({"regions": ["A", "B", "C"], "command": ["GET", "k"], "reply": "2"})"));
  INFO((result.mismatches.empty() ? "" : result.mismatches[0].seen));
  CHECK(result.verdict == Verdict::kPass);
}

TEST_CASE("equal clocks are an exact tie, and a clock may run backwards") {
  const CaseResult result = run_active_active(active_active_case(
      R"({"region": "C", "at_ms": 5000, "command": ["SET", "t", "c"]},
         {"region": "A", "at_ms": 1000, "command": ["SET", "k", "a"]},
         {"region": "B", "at_ms": 1000, "command": ["SET", "k", "b"]}, {"sync": "all"},
         {"region": "A", "at_ms": 500, "command": ["SET", "t", "a"]}, {"sync": "all"})",
      R"({"regions": ["A", "B", "C"], "command": ["MGET", "k", "t"], "reply": ["a", "a"]})"));
  INFO((result.mismatches.empty() ? "" : result.mismatches[0].seen));
  CHECK(result.verdict == Verdict::kPass);
}

TEST_CASE("the regions' clocks stand still while a sync delivers, however many regions there are") {
  const CaseResult result = run_active_active(active_active_case(
      R"({"region": "A", "at_ms": 0, "command": ["SET", "k", "5", "PX", "600"]}, {"sync": "all"},
         {"region": "B", "at_ms": 500, "command": ["INCR", "k"], "reply": 6}, {"sync": "all"},
         {"region": "C", "command": ["PERSIST", "k"], "reply": 1}, {"sync": "all"})",
      R"({"regions": ["A", "B", "C"], "command": ["GET", "k"], "reply": "6"},
         {"regions": ["A", "B", "C"], "command": ["TTL", "k"], "reply": -1})"));
  INFO((result.mismatches.empty() ? "" : result.mismatches[0].seen));
  CHECK(result.verdict == Verdict::kPass);
}

TEST_CASE("a step may leave its time to the clock, and one pair may stand without a list") {
  const CaseResult result = run_active_active(active_active_case(
      R"({"region": "A", "command": ["INCRBY", "k", "288230376151711743"],
          "reply": 288230376151711743}, {"sync": "A->B"})",
      R"({"regions": ["B"], "command": ["GET", "k"], "reply": "288230376151711743"},
         {"regions": ["C"], "command": ["EXISTS", "k"], "reply": 0})"));
  INFO((result.mismatches.empty() ? "" : result.mismatches[0].seen));
  CHECK(result.verdict == Verdict::kPass);
}

TEST_CASE("every order of arrival is tried, and effects that come twice change nothing") {
  const CaseResult result = run_active_active(
      active_active_case(kAdds,
                         R"({"regions": ["A", "B", "C"], "command": ["SCARD", "s"], "reply": 2})"),
      true);
  CHECK(result.verdict == Verdict::kPass);
  CHECK(result.orders == 2U);  // C's removal found nothing to remove; A and B meet at C in two ways
}

TEST_CASE("what is not there yet is skipped with its name") {
  const auto reason = [](const std::string& steps, const std::string& more) {
    const CaseResult result = run_active_active(active_active_case(steps, "", more));
    CHECK(result.verdict == Verdict::kSkip);
    return result.reason;
  };
  CHECK(reason(R"({"region": "A", "at_ms": 1, "command": ["NOSUCH", "k"]})", "") ==
        "command NOSUCH is not implemented yet");
  CHECK(reason("", R"(, "config": {"a_new_setting": 7})") ==
        "config a_new_setting 7 is not implemented yet");
  CHECK(reason("", R"(, "optional": true)") == "optional");
  CHECK(reason("", R"(, "legacy": true)").starts_with("legacy"));
}

TEST_CASE("a command that the real engine refuses is run for its refusal") {
  const CaseResult result = run_active_active(active_active_case(
      R"({"region": "A", "at_ms": 1, "command": ["FLUSHALL"], "reply": {"error": "ERR"}})", ""));
  CHECK(result.verdict == Verdict::kPass);
}

TEST_CASE("regions that must agree on one alternative fail if they do not") {
  const std::string expect =
      R"({"regions": ["A", "B"], "command": ["GET", "k"], "reply": "a", "alternatives": ["b"]})";
  const std::string writes =
      R"({"region": "A", "at_ms": 1, "command": ["SET", "k", "a"]},
         {"region": "B", "at_ms": 2, "command": ["SET", "k", "b"]})";
  CHECK(run_active_active(active_active_case(writes, expect)).verdict == Verdict::kFail);
  CHECK(run_active_active(active_active_case(writes + R"(, {"sync": "all"})", expect)).verdict ==
        Verdict::kPass);
}

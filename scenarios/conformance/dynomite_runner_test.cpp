#include "scenarios/conformance/dynomite_runner.h"

#include "scenarios/conformance/case_reader.h"

using namespace faultline::scenarios::conformance;

namespace {

std::string dynomite_case(const std::string& group, const std::string& steps,
                          const std::string& observed, const std::string& more = "") {
  return R"({"id": "x", "group": ")" + group +
         R"(", "topology": {"dcs": {"dc1": {"r1": 1, "r2": 1}, "dc2": {"r1": 1}}, "tokens": {}},)"
         R"( "consistency": {"read": "DC_ONE", "write": "DC_ONE", "read_repairs": false},)"
         R"( "steps": [)" +
         steps + R"(], "observed": [)" + observed + "]" + more + "}";
}

CaseResult run_dynomite(const std::string& line,
                        std::optional<std::uint64_t> seeds = std::nullopt) {
  return run_case(case_of(line, read_dynomite_case), seeds);
}

std::string seen_at(const std::string& node, const std::string& command, const std::string& reply) {
  return R"({"node": ")" + node + R"(", "via": "storage", "command": )" + command +
         R"(, "reply": )" + reply + "}";
}
std::string all_show(const std::string& command, const std::vector<std::string>& replies) {
  return seen_at("dc1/r1/0", command, replies[0]) + "," + seen_at("dc1/r2/0", command, replies[1]) +
         "," + seen_at("dc2/r1/0", command, replies[2]);
}

const std::string kBothSet =
    R"({"node": "dc1/r1/0", "command": ["SET", "k", "v1"], "reply": "OK"},
       {"node": "dc2/r1/0", "command": ["SET", "k", "v2"], "reply": "OK"})";
const std::string kGet = R"(["GET", "k"])";

}  // namespace

TEST_CASE("writes that cross a held link leave the data centers swapped") {
  const std::string steps = R"({"fault": {"kind": "link_hold", "between": ["dc1", "dc2"]}},)" +
                            kBothSet +
                            R"(,{"fault": {"kind": "link_heal", "between": ["dc1", "dc2"]}})";
  const std::string more = R"(, "missing_executions": 0, "extra_executions": 0)";
  CHECK(run_dynomite(dynomite_case("conflict-hold", steps,
                                   all_show(kGet, {R"("v2")", R"("v2")", R"("v1")"}), more))
            .verdict == Verdict::kPass);
  const CaseResult wrong = run_dynomite(dynomite_case(
      "conflict-hold", steps, all_show(kGet, {R"("v2")", R"("v2")", R"("v2")"}), more));
  REQUIRE(wrong.verdict == Verdict::kFail);
  CHECK(wrong.mismatches[0].at == "observed 2");
  CHECK(wrong.mismatches[0].where == "dc2/r1/0");
  CHECK(wrong.mismatches[0].seen == "\"v1\"");
}

TEST_CASE("writes under a link that is down are missing at every replica on the other side") {
  const std::string steps = R"({"fault": {"kind": "link_down", "between": ["dc1", "dc2"]}},)" +
                            kBothSet +
                            R"(,{"fault": {"kind": "link_heal", "between": ["dc1", "dc2"]}})";
  const std::string observed = all_show(kGet, {R"("v1")", R"("v1")", R"("v2")"});
  CHECK(
      run_dynomite(dynomite_case("conflict-down", steps, observed, R"(, "missing_executions": 3)"))
          .verdict == Verdict::kPass);
  const CaseResult wrong =
      run_dynomite(dynomite_case("conflict-down", steps, observed, R"(, "missing_executions": 0)"));
  REQUIRE(wrong.verdict == Verdict::kFail);
  CHECK(wrong.mismatches[0].at == "executions");
}

TEST_CASE("a race ends in a recorded outcome or a sequential one, in about nine of ten diverged") {
  const auto raced = [](const char* diverged) {
    return dynomite_case(
        "conflict-none", kBothSet, all_show(kGet, {R"("v2")", R"("v2")", R"("v1")"}),
        std::string(R"(, "repeats": 50, "converged": false, "diverged_repeats": )") + diverged +
            R"(, "outcomes": {"[[\"v2\", \"v2\", \"v1\"]]": )" + diverged + "}");
  };
  const CaseResult held = run_dynomite(raced("45"));
  CHECK(held.verdict == Verdict::kPass);
  REQUIRE(held.seeds.has_value());
  CHECK(held.seeds->run == 200);
  CHECK(held.seeds->diverged > 150);
  CHECK(held.seeds->diverged < 200);
  const CaseResult failed = run_dynomite(raced("10"));
  REQUIRE(failed.verdict == Verdict::kFail);
  CHECK(failed.mismatches[0].at == "share");
  CHECK(run_dynomite(raced("45"), 3).verdict == Verdict::kPass);
}

TEST_CASE("a command that the real parser refuses closes the connection") {
  const std::string steps =
      R"-({"node": "dc1/r1/0", "command": ["GETDEL", "k"], "reply": "(connection: closed)"})-";
  // The key was there before: only the refused command names it.
  CHECK(run_dynomite(dynomite_case("B-odd", steps, all_show(kGet, {R"("3")", R"("3")", R"("3")"})))
            .verdict == Verdict::kPass);
}

TEST_CASE("a node that is killed misses what comes, and may come back empty or not") {
  const std::string steps =
      R"-({"node": "dc1/r1/0", "command": ["SET", "k", "before"], "reply": "OK"},
         {"fault": {"kind": "kill", "node": "dc1/r2/0"}},
         {"node": "dc1/r1/0", "command": ["SET", "k", "after"], "reply": "OK"},
         {"node": "dc1/r2/0", "command": ["GET", "k"], "reply": "(connection: refused)"},
         {"fault": {"kind": "start", "node": "dc1/r2/0"}},
         {"fault": {"kind": "await", "what": "writes reach dc1/r2/0", "after_s": 0.7}})-";
  for (const char* kept : {R"("before")", "null"})
    CHECK(run_dynomite(dynomite_case("B-nodekill", steps,
                                     all_show(kGet, {R"("after")", kept, R"("after")"})))
              .verdict == Verdict::kPass);
  CHECK(run_dynomite(dynomite_case("B-nodekill", steps,
                                   all_show(kGet, {R"("after")", R"("after")", R"("after")"})))
            .verdict == Verdict::kFail);
}

TEST_CASE("an answer that comes too soon or too late fails its step") {
  const std::string steps =
      R"({"node": "dc1/r1/0", "command": ["GET", "k"], "reply": null, "latency_s": 5.2})";
  const CaseResult result = run_dynomite(dynomite_case("B-hang1", steps, ""));
  REQUIRE(result.verdict == Verdict::kFail);
  CHECK(result.mismatches[0].at == "step 0");
  CHECK(result.mismatches[0].expected == "5200 ms");
}

TEST_CASE("what the engine cannot do yet is skipped with its name") {
  const auto reason = [](const std::string& line) {
    const CaseResult result = run_dynomite(line);
    CHECK(result.verdict == Verdict::kSkip);
    return result.reason;
  };
  const std::string get = R"({"node": "dc1/r1/0", "command": ["SCRIPT", "k"]})";
  CHECK(reason(dynomite_case("B-odd", get, "")) == "command SCRIPT is not implemented yet");
  std::string other = dynomite_case("B-odd", "", "");
  other.replace(other.find("\"write\": \"DC_ONE\""), 17, "\"write\": \"DC_TWO\"");
  CHECK(reason(other) == "write consistency DC_TWO is not implemented yet");
  CHECK(reason(dynomite_case("B-odd", "", "", R"(, "runnable": false)"))
            .starts_with("the record alone"));
}

TEST_CASE("the commands of a pipeline run in order and are answered one by one") {
  const std::string steps = R"-({"node": "dc1/r1/0", "command": [
      "SET k 1, then (pipeline) INCR k, GET k, PING"], "reply": [2, "2", "PONG"]})-";
  CHECK(run_dynomite(dynomite_case("B-odd", steps, all_show(kGet, {R"("2")", R"("2")", R"("2")"})))
            .verdict == Verdict::kPass);
  std::string wrong = steps;
  wrong.replace(wrong.find("\"2\""), 3, "\"1\"");
  const CaseResult result = run_dynomite(dynomite_case("B-odd", wrong, ""));
  REQUIRE(result.verdict == Verdict::kFail);
  CHECK(result.mismatches[0].command == "GET k");
}

TEST_CASE("a write overtakes another on a shorter way only if its client does not wait") {
  const auto steps = [](const std::string& between) {
    return R"-({"node": "dc1/r1/0", "command": ["SET", "k", "v1"], "reply": "OK"},)-" + between +
           R"-({"node": "dc1/r2/0", "command": ["SET", "k", "v2"], "reply": "OK"})-";
  };
  // Both racks of dc1 change places if the second write is there before the first has crossed.
  const std::string swapped = all_show(kGet, {R"("v2")", R"("v1")", R"("v2")"});
  CHECK(run_dynomite(dynomite_case("B-odd", steps(""), swapped)).verdict == Verdict::kPass);
  const std::string other =
      R"-({"node": "dc1/r1/0", "command": ["SET", "other", "1"], "reply": "OK"},)-";
  CHECK(run_dynomite(dynomite_case("B-odd", steps(other), swapped)).verdict == Verdict::kFail);
}

TEST_CASE("PING is answered by the Redis of the node that is asked") {
  const std::string steps =
      R"-({"node": "dc1/r2/0", "command": ["PING"], "reply": "PONG"},
         {"node": "dc1/r2/0", "command": ["PING", "x"], "reply": "(connection: closed)"},
         {"fault": {"kind": "kill_redis", "node": "dc1/r2/0"}},
         {"node": "dc1/r1/0", "command": ["PING"], "reply": "PONG"},
         {"node": "dc1/r2/0", "command": ["PING"],
          "reply": "-ERR Storage: Datastore refused connection"})-";
  CHECK(run_dynomite(dynomite_case("B-rediskill", steps, "")).verdict == Verdict::kPass);
}

TEST_CASE("a case that writes must show its own writes, not what was there before") {
  const std::string steps =
      R"({"node": "dc1/r1/0", "command": ["SET", "other", "1"], "reply": "OK"})";
  const std::string observed = all_show(kGet, {R"("3")", R"("3")", R"("3")"});
  CHECK(run_dynomite(dynomite_case("B-odd", steps, observed)).verdict == Verdict::kFail);
}

TEST_CASE("what was there before is the same at every replica") {
  const std::string steps =
      R"-({"node": "dc1/r1/0", "command": ["GETDEL", "k"], "reply": "(connection: closed)"})-";
  CHECK(run_dynomite(dynomite_case("B-odd", steps, all_show(kGet, {R"("3")", R"("3")", R"("4")"})))
            .verdict == Verdict::kFail);
}

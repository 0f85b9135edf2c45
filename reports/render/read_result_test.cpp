#include "reports/render/read_result.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reports/sample_run.h"

using namespace faultline::reports;
namespace sim = faultline::sim;
using Json = nlohmann::ordered_json;

TEST_CASE("what result.json says of a run is read again as it was written") {
  const SampleRun run;
  const auto read = read_result(Json::parse(result_json(run.input())));
  REQUIRE(read);
  CHECK(read->name == "carts_across_a_cut");
  CHECK(read->seed == "18446744073709551615");
  CHECK(read->sha256 == run.plan.sha256);
  CHECK(read->outcome == "failed");
  CHECK_FALSE(read->interrupted);
  REQUIRE(read->engines.size() == 3);
  const sim::EngineResult& written = run.result.engines[2];
  const sim::EngineResult& engine = read->engines[1];
  CHECK(engine.engine == "dynomite");
  CHECK(engine.fingerprint == written.fingerprint);
  CHECK(engine.operations.indeterminate == 30);
  CHECK(engine.ledger == written.ledger);
  CHECK(engine.lost() == 151);
  CHECK(engine.converged == false);
  CHECK_FALSE(engine.converged_after_heal_ns);
  CHECK(engine.availability_ppm == written.availability_ppm);
  CHECK(engine.latency_ns.at("eu-west").p99 == 2'345'678);
  REQUIRE(engine.findings.size() == 2);
  CHECK(engine.findings[1].occurrences == 114);
  CHECK(engine.findings[1].rule.basis == sim::Basis::kMeasured);
  REQUIRE(engine.checks.size() == 1);
  CHECK(engine.checks[0].verdict == sim::Verdict::kFailed);
  CHECK(engine.checks[0].findings == std::vector<std::string>{"0a1b2c3d4e5f"});
  REQUIRE(read->expectations.size() == 3);
  CHECK(read->expectations[1].path == "dynomite.converged");
  CHECK(read->expectations[1].seen == "false");
}

TEST_CASE("what was not measured stays unmeasured") {
  SampleRun run;
  sim::EngineResult& engine = run.result.engines[1];
  engine.ledger.reset();
  engine.updates.reset();
  engine.converged.reset();
  engine.latency_ns.clear();
  const auto read = read_result(Json::parse(result_json(run.input())));
  REQUIRE(read);
  CHECK_FALSE(read->engines[0].ledger);
  CHECK_FALSE(read->engines[0].updates);
  CHECK_FALSE(read->engines[0].converged);
  CHECK(read->engines[0].latency_ns.empty());
}

TEST_CASE("what is no result of this format is none") {
  const SampleRun run;
  const Json whole = Json::parse(result_json(run.input()));
  const auto without = [&](const std::string& at, const Json& value) {
    Json damaged = whole;
    damaged[Json::json_pointer(at)] = value;
    return read_result(damaged).has_value();
  };
  CHECK(without("/seed", "1"));
  CHECK_FALSE(without("/format", "faultline-result/2"));
  CHECK_FALSE(without("/seed", 1));
  CHECK_FALSE(without("/engines/dynomite/events", -1));
  CHECK_FALSE(without("/engines/dynomite/fingerprint", "no hash"));
  CHECK_FALSE(without("/engines/dynomite/converged", "no"));
  CHECK_FALSE(without("/engines/dynomite/ledger", Json::object()));
  CHECK_FALSE(without("/checks/0/verdict", "passed"));
  CHECK_FALSE(without("/checks/0/engine", "redis"));
  CHECK_FALSE(without("/findings/0/occurrences", 1.5));
  CHECK_FALSE(read_result(Json::array()));
  CHECK_FALSE(read_result(Json()));
}

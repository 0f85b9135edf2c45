#include <catch2/catch.hpp>

#include <algorithm>

#include "sim/checkers/findings.h"
#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("the ledger adds up, and each loss is a finding with its rule, cause and story") {
  HandHistory history(engine::Arbitration::kLastWriteWins,
                      {{"SADD", "s", "x", "y"}, {"SADD", "s", "z"}, {"SREM", "s", "q"}});
  history.run(1, 0, engine::integer_reply(2), 10,
              {{"s", engine::set::Add{"x"}}, {"s", engine::set::Add{"y"}}});
  history.run(2, 1, engine::integer_reply(1), 20, {{"s", engine::set::Add{"z"}}});
  history.run(3, 1, engine::integer_reply(0), 30, {{"s", std::nullopt}});
  history.arrive(1, 0, 1, "s");
  history.arrive(1, 1, 1, "s");
  history.arrive(2, 0, 0, "s");
  const EngineResult result = history.conclude();

  CHECK(verdict_of(result, "ledger_sum") == Verdict::kHeld);
  CHECK(result.updates == 4);
  CHECK(result.ledger->at(LedgerClass::kLostConcurrent) == 2);
  CHECK(result.ledger->at(LedgerClass::kKept) == 1);
  CHECK(result.ledger->at(LedgerClass::kNoEffect) == 1);
  CHECK(result.lost() == 2);
  CHECK(result.fates.at({1, 1}) == LedgerClass::kLostConcurrent);

  const auto lost = std::find_if(result.findings.begin(), result.findings.end(),
                                 [](const Finding& f) { return f.check == "ledger_sum"; });
  REQUIRE(lost != result.findings.end());
  CHECK(lost->occurrences == 2);
  CHECK(lost->cause == "concurrent_write");
  CHECK(lost->rule.name == "whole key: latest wall stamp wins");
  CHECK(lost->example.key == "s");
  REQUIRE(lost->example.winner.has_value());
  CHECK(lost->example.winner->operation == 2);
  CHECK(lost->example.saw == "concurrent");
  CHECK(lost->example.text.find("Neither had seen the other") != std::string::npos);
}

TEST_CASE("the ledger fails when a write was acknowledged that no replica ever ran") {
  using engine::output::Outcome;
  for (const Outcome outcome : {Outcome::kOk, Outcome::kFailed, Outcome::kIndeterminate}) {
    HandHistory history(engine::Arbitration::kArrivalOrder, {{"SADD", "s", "x"}});
    history.fail(1, outcome);
    const EngineResult result = history.conclude();
    const bool acknowledged = outcome == Outcome::kOk;
    CHECK(verdict_of(result, "ledger_sum") == (acknowledged ? Verdict::kFailed : Verdict::kHeld));
    const bool told = std::any_of(result.findings.begin(), result.findings.end(),
                                  [](const Finding& f) { return f.cause == "executed_nowhere"; });
    CHECK(told == acknowledged);
  }
}

TEST_CASE("an id of a finding names its kind, never key, time or seed") {
  Finding finding;
  finding.kind = "lost_concurrent";
  finding.engine = "last_write_wins";
  finding.type = "set";
  const std::string id = finding_id(finding);
  CHECK(id.size() == 12);
  finding.example.key = "other";
  finding.occurrences = 9;
  CHECK(finding_id(finding) == id);
  finding.type = "string";
  CHECK(finding_id(finding) != id);
}

}  // namespace
}  // namespace faultline::sim

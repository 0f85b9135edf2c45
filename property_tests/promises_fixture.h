// What each engine promises whatever happens to the world, checked on a finished run: nothing is
// left over, and what is lost is lost by the rules that the engine has.
#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "sim/run.h"

namespace faultline::tests {

[[nodiscard]] inline sim::Verdict verdict_of(const sim::EngineResult& engine,
                                             std::string_view check) {
  for (const sim::CheckResult& each : engine.checks)
    if (each.name == check) return each.verdict;
  return sim::Verdict::kUnknown;
}

[[nodiscard]] inline std::string reasons(const sim::EngineResult& engine) {
  std::string text;
  for (const sim::CheckResult& each : engine.checks)
    text += each.name + ": " + std::string(sim::word(each.verdict)) + ", " + each.reason + "\n";
  return text;
}

// What may happen in a world that is bad enough, and is no fault of the engine.
struct Excuses {
  bool retries = false;  // clients send again what may have run: it may run twice
  bool crashes = false;  // replicas of several data centers may all lose what was not synced
};

inline void check_promises(const sim::EngineResult& engine, Excuses excuses = {}) {
  using sim::LedgerClass;
  INFO(engine.engine << "\n" << reasons(engine));
  CHECK(verdict_of(engine, "ledger_sum") == sim::Verdict::kHeld);
  if (engine.engine == "dynomite") return;
  for (const char* check : {"quiescent_agreement", "specification", "strong_convergence"}) {
    INFO(check);
    CHECK(verdict_of(engine, check) == sim::Verdict::kHeld);
  }
  CHECK(engine.converged == true);
  if (!excuses.retries) CHECK(engine.ledger->at(LedgerClass::kDuplicated) == 0);
  for (const LedgerClass none :
       {LedgerClass::kResurrected, LedgerClass::kDivergedMissing, LedgerClass::kDivergedOrder}) {
    INFO(sim::word(none));
    CHECK(engine.ledger->at(none) == 0);
  }
  if (!excuses.crashes) CHECK(engine.ledger->at(LedgerClass::kLostRepair) == 0);
  for (const sim::Finding& finding : engine.findings) {
    INFO(finding.example.text);
    CHECK((finding.kind != "lost_repair" || finding.cause == "all_copies_crashed"));
  }
  CHECK(verdict_of(engine, "eventual_delivery") != sim::Verdict::kFailed);
  // What no rule explains the ledger calls resurrected too, and clients see no more than that.
  for (const sim::Finding& finding : engine.findings)
    CHECK((finding.check != "resurrection" ||
           (finding.cause != "removal_undone" && finding.cause != "tiers_disagree")));
  if (engine.engine != "active_active") return;
  for (const char* check : {"gc_safety", "gc_liveness", "causal_delivery"}) {
    INFO(check);
    CHECK(verdict_of(engine, check) != sim::Verdict::kFailed);
  }
  // Sets never lose to a concurrent write; strings lose values by last write wins only.
  const auto sets = engine.ledger_by_type.find("set");
  REQUIRE(sets != engine.ledger_by_type.end());
  CHECK(sets->second.at(LedgerClass::kLostConcurrent) == 0);
  CHECK(sets->second.at(LedgerClass::kLostInverted) == 0);
  CHECK(sets->second.at(LedgerClass::kLostTie) == 0);
}

}  // namespace faultline::tests

#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sstream>

#include "sim/checkers/hand_history_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("every check holds on a right history") {
  const EngineResult result = one_addition(77, {"x"}).conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kHeld);
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kHeld);
  CHECK(verdict_of(result, "specification") == Verdict::kHeld);
  CHECK(verdict_of(result, "ledger_sum") == Verdict::kHeld);
  CHECK(verdict_of(result, "eventual_delivery") == Verdict::kHeld);
  CHECK(verdict_of(result, "set_elements") == Verdict::kHeld);
  CHECK(verdict_of(result, "tiers_agree") == Verdict::kHeld);
  CHECK(verdict_of(result, "gc_safety") == Verdict::kNotApplicable);
  CHECK(verdict_of(result, "gc_liveness") == Verdict::kNotApplicable);
  CHECK(verdict_of(result, "resurrection") == Verdict::kHeld);
  CHECK(verdict_of(result, "causal_delivery") == Verdict::kNotApplicable);
  CHECK(result.findings.empty());
}

TEST_CASE("a run without observations is unknown, never held") {
  HandHistory history(engine::Arbitration::kConflictFree, {{"SADD", "s", "x"}});
  const EngineResult result = history.conclude();
  CHECK(verdict_of(result, "strong_convergence") == Verdict::kUnknown);
  CHECK(verdict_of(result, "quiescent_agreement") == Verdict::kUnknown);
  CHECK(verdict_of(result, "specification") == Verdict::kUnknown);
  CHECK(verdict_of(result, "eventual_delivery") == Verdict::kUnknown);
  CHECK(verdict_of(result, "resurrection") == Verdict::kUnknown);
  CHECK(verdict_of(result, "set_elements") == Verdict::kUnknown);
  CHECK(verdict_of(result, "counter_interval") == Verdict::kUnknown);
  CHECK(verdict_of(result, "tiers_agree") == Verdict::kUnknown);
}

TEST_CASE("every check is seen to hold and to fail on a history written by hand") {
  for (const CheckKind& kind : check_kinds()) {
    std::ostringstream text;
    text << std::ifstream(std::string(FAULTLINE_SOURCE_DIR "/sim/checkers/") +
                          std::string(kind.name) + "_test.cpp")
                .rdbuf();
    INFO(kind.name);
    CHECK(text.str().find("kFailed") != std::string::npos);
    CHECK(text.str().find("kHeld") != std::string::npos);
  }
}

TEST_CASE("names of checks are unique and every check has causes to name") {
  std::set<std::string_view> names;
  for (const CheckKind& kind : check_kinds()) {
    CHECK(names.insert(kind.name).second);
    CHECK_FALSE(kind.causes.empty());
  }
}

}  // namespace
}  // namespace faultline::sim

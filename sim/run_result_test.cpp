#include "sim/run_result.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace faultline::sim {

TEST_CASE("each ledger class has its own word, in the order of the contract") {
  std::set<std::string> words;
  for (std::size_t index = 0; index < kLedgerClasses; ++index) {
    words.emplace(word(static_cast<LedgerClass>(index)));
  }
  CHECK(words.size() == kLedgerClasses);
  CHECK(word(LedgerClass::kKept) == "kept");
  CHECK(word(LedgerClass::kNeverReplicated) == "never_replicated");
  CHECK(word(LedgerClass::kDivergedOrder) == "diverged_order");
  CHECK(word(LedgerClass::kIndeterminateKept) == "indeterminate_kept");
}

TEST_CASE("lost is every lost_*, never_replicated and diverged_* class and nothing else") {
  for (std::size_t index = 0; index < kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<LedgerClass>(index);
    const std::string text(word(ledger_class));
    const bool expected =
        text.starts_with("lost_") || text.starts_with("diverged_") || text == "never_replicated";
    CHECK(is_lost(ledger_class) == expected);
  }
}

TEST_CASE("an engine's lost updates are the sum over the lost classes, none without a ledger") {
  EngineResult result;
  CHECK(result.lost() == 0);
  result.ledger.emplace();
  for (std::size_t index = 0; index < kLedgerClasses; ++index) {
    (*result.ledger)[static_cast<LedgerClass>(index)] = 1;
  }
  CHECK(result.lost() == 8);
}

TEST_CASE("verdicts and bases have the words of the contract") {
  CHECK(word(Verdict::kHeld) == "held");
  CHECK(word(Verdict::kNotApplicable) == "not_applicable");
  CHECK(word(Basis::kDocumented) == "documented");
  CHECK(word(Basis::kChosen) == "chosen");
}

}  // namespace faultline::sim

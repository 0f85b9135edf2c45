#include "sim/run_result.h"

#include <array>

#include "engine/base/assert.h"

namespace faultline::sim {

namespace {

template <class Enum, std::size_t kCount>
std::string_view pick(const std::array<std::string_view, kCount>& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  FL_ASSERT(index < kCount, "every enumerator has a word");
  return words[index];
}

}  // namespace

std::string_view word(Verdict verdict) {
  static constexpr std::array<std::string_view, 4> kWords = {"held", "failed", "unknown",
                                                             "not_applicable"};
  return pick(kWords, verdict);
}

std::string_view word(LedgerClass ledger_class) {
  static constexpr std::array<std::string_view, kLedgerClasses> kWords = {"kept",
                                                                          "superseded",
                                                                          "no_effect",
                                                                          "lost_concurrent",
                                                                          "lost_inverted",
                                                                          "lost_tie",
                                                                          "lost_repair",
                                                                          "lost_crash",
                                                                          "never_replicated",
                                                                          "diverged_missing",
                                                                          "diverged_order",
                                                                          "duplicated",
                                                                          "resurrected",
                                                                          "rejected",
                                                                          "indeterminate_absent",
                                                                          "indeterminate_kept"};
  return pick(kWords, ledger_class);
}

bool is_lost(LedgerClass ledger_class) {
  switch (ledger_class) {
    case LedgerClass::kLostConcurrent:
    case LedgerClass::kLostInverted:
    case LedgerClass::kLostTie:
    case LedgerClass::kLostRepair:
    case LedgerClass::kLostCrash:
    case LedgerClass::kNeverReplicated:
    case LedgerClass::kDivergedMissing:
    case LedgerClass::kDivergedOrder:
      return true;
    case LedgerClass::kKept:
    case LedgerClass::kSuperseded:
    case LedgerClass::kNoEffect:
    case LedgerClass::kDuplicated:
    case LedgerClass::kResurrected:
    case LedgerClass::kRejected:
    case LedgerClass::kIndeterminateAbsent:
    case LedgerClass::kIndeterminateKept:
      return false;
  }
  FL_ASSERT(false, "every ledger class is lost or not");
}

std::uint64_t EngineResult::lost() const {
  std::uint64_t count = 0;
  if (!ledger) return count;
  for (const auto& [ledger_class, effects] : *ledger) {
    if (is_lost(ledger_class)) count += effects;
  }
  return count;
}

}  // namespace faultline::sim

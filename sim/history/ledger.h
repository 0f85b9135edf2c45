// The ledger (shared checkers.md, 4): every issued effect ends in exactly one class, decided at
// quiescence from what each core replica shows. The unit is an element, field or key that the
// command's arguments name, at its home replica.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/history/interpretation.h"
#include "sim/run_result.h"

namespace faultline::sim {

// What became of one issued effect.
struct LedgerEntry {
  OperationIndex operation = 0;
  std::uint32_t unit = 0;
  LedgerClass ledger_class{};
  std::string_view type;
  std::optional<EffectIndex> effect;  // none: it never ran anywhere
  std::optional<EffectIndex> winner;  // what it lost to, where something won
  engine::Why why = engine::Why::kVisible;
  bool by_repair = false;              // a read repair put the winner in its place
  std::vector<LocalReplica> shown_at;  // diverged: the core replicas that show it
};

// All issued effects, in the order of (operation, unit).
[[nodiscard]] std::vector<LedgerEntry> make_ledger(const History& history);

// Of a key that core replicas show differently: an acknowledged effect that some of them lack,
// rather one that never came there than one that was overwritten there. None: no effect explains
// it.
[[nodiscard]] std::optional<LedgerEntry> first_diverged(const History& history,
                                                        const KeyEntry& key);

// A word for the cause of a loss, and the rule that decided.
struct LossReason {
  std::string_view cause;
  Rule rule;
};
// Of an entry that is lost.
[[nodiscard]] LossReason reason_of(const History& history, const LedgerEntry& entry);
// Why some replica that should hold the effect does not: why that one does not, if it is named.
[[nodiscard]] LossReason reason_of_missing(const History& history, const EffectEntry& effect,
                                           std::optional<LocalReplica> replica = {});
// Whether stamps were compared to decide between the effect and what it lost to.
[[nodiscard]] bool decided_by_stamps(const History& history, const LedgerEntry& entry);
// Some core replica never got what overwrote the effect, and had seen it, elsewhere.
[[nodiscard]] bool overwriter_missing(const History& history, const LedgerEntry& entry);

}  // namespace faultline::sim

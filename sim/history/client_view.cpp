#include "sim/history/client_view.h"

#include <algorithm>

#include "engine/base/dictionary.h"

namespace faultline::sim {

std::vector<KeyUses> uses_of_keys(const History& history) {
  engine::Dictionary<std::vector<OperationIndex>> uses;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    if (operation.kind == nullptr) continue;  // no such command: nobody runs it
    for (const engine::Bytes& key : engine::keys_of(*operation.kind, operation.command)) {
      std::vector<OperationIndex>& of_key = uses.try_emplace(key).first;
      if (of_key.empty() || of_key.back() != index) of_key.push_back(index);
    }
  }
  std::vector<KeyUses> sorted;
  uses.visit([&](const engine::Bytes& key, std::vector<OperationIndex>& of_key) {
    sorted.push_back({key, std::move(of_key)});
  });
  std::sort(sorted.begin(), sorted.end(),
            [](const KeyUses& a, const KeyUses& b) { return a.key < b.key; });
  return sorted;
}

bool acknowledged(const OperationEntry& operation) {
  return operation.outcome == engine::output::Outcome::kOk;
}

std::vector<FinalRead> final_reads(const History& history, const engine::Bytes& key) {
  std::vector<FinalRead> reads;
  const KeyEntry* entry = history.find_key(key);
  if (entry == nullptr) return reads;
  for (LocalReplica r = 0; r < entry->replicas.size(); ++r) {
    const FinalContents* contents = entry->contents_at(r);
    if (contents != nullptr && history.in_core(*entry, r)) reads.push_back({r, contents});
  }
  return reads;
}

}  // namespace faultline::sim

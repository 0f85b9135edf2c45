#include "sim/history/client_view.h"

namespace faultline::sim {

std::map<engine::Bytes, std::vector<OperationIndex>> uses_of_keys(const History& history) {
  std::map<engine::Bytes, std::vector<OperationIndex>> uses;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    if (operation.kind == nullptr) continue;  // no such command: nobody runs it
    for (engine::Bytes& key : engine::keys_of(*operation.kind, operation.command)) {
      std::vector<OperationIndex>& of_key = uses[std::move(key)];
      if (of_key.empty() || of_key.back() != index) of_key.push_back(index);
    }
  }
  return uses;
}

bool acknowledged(const OperationEntry& operation) {
  return operation.outcome == engine::output::Outcome::kOk;
}

std::vector<FinalRead> final_reads(const History& history, const engine::Bytes& key) {
  std::vector<FinalRead> reads;
  const KeyEntry* entry = history.find_key(key);
  if (entry == nullptr) return reads;
  for (LocalReplica r = 0; r < entry->replicas.size(); ++r) {
    const FinalContents* contents = history.contents(*entry, r);
    if (contents != nullptr && history.in_core(*entry, r)) reads.push_back({r, contents});
  }
  return reads;
}

}  // namespace faultline::sim

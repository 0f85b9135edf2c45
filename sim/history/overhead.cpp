#include "sim/history/overhead.h"

#include <set>

namespace faultline::sim {

Overhead overhead(const History& history) {
  Overhead all;
  std::set<engine::ProcessId> replicas;
  for (const KeyEntry& key : history.keys()) {
    bool shown = false;
    for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
      if (!history.in_core(key, r)) continue;
      replicas.insert(key.holders[r]);
      const FinalContents* contents = key.contents_at(r);
      if (contents == nullptr || !contents->content) continue;
      shown = true;
      ++all.copies;
      all.user_bytes +=
          key.name.size() + std::visit([](const auto& value) { return value.value_bytes(); },
                                       contents->content->value);
    }
    all.keys += shown ? 1 : 0;
  }
  for (const engine::ProcessId replica : replicas)
    if (const auto bytes = history.metadata_of(replica))
      all.metadata_bytes = all.metadata_bytes.value_or(0) + *bytes;
  return all;
}

}  // namespace faultline::sim

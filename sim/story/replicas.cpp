#include "sim/story/replicas.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace faultline::sim {

std::string replicas_text(const History& history, const KeyEntry& key,
                          const std::vector<LocalReplica>& replicas,
                          std::optional<LocalReplica> but) {
  const auto datacenter = [&](LocalReplica r) { return history.place(key.replicas[r]).datacenter; };
  std::map<engine::DatacenterId, std::vector<LocalReplica>> groups;
  for (const LocalReplica r : replicas) groups[datacenter(r)].push_back(r);
  std::vector<std::string> names;
  for (const auto& [there, group] : groups) {
    std::size_t all = 0;
    for (LocalReplica r = 0; r < key.replicas.size(); ++r) all += datacenter(r) == there ? 1 : 0;
    const bool but_one = but && datacenter(*but) == there && group.size() + 1 == all;
    if (group.size() > 1 && group.size() == all)
      names.push_back(history.datacenter_name(there));
    else if (group.size() > 1 && but_one)
      names.push_back("the rest of " + history.datacenter_name(there));
    else
      for (const LocalReplica r : group) names.push_back(history.place(key.replicas[r]).name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace faultline::sim

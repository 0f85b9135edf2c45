#include "sim/story/replicas.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "engine/datatypes/plain_keyspace.h"
#include "sim/story/text.h"

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

std::string hosts_text(const History& history, const std::vector<engine::HostId>& hosts) {
  std::vector<std::string> names;
  for (const engine::HostId host : hosts) {
    const HostPlace* place = history.host(host);
    if (place == nullptr) continue;
    const std::string& name =
        hosts.size() == 1 ? place->name : history.datacenter_name(place->datacenter);
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return fmt::format("{}", fmt::join(names, " and "));
}

std::string shown_text(const KeyEntry& key, LocalReplica replica) {
  const FinalContents* contents = key.contents_at(replica);
  if (contents == nullptr) return "did not answer";
  if (!contents->content) return "no such key";
  std::string text = command_text(engine::parts_of(contents->content->value));
  if (const auto& expires = contents->content->expires_at)
    text +=
        fmt::format(", until {} s",
                    std::chrono::round<std::chrono::seconds>(expires->time_since_epoch()).count());
  return text;
}

}  // namespace faultline::sim

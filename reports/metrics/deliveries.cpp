#include "reports/metrics/deliveries.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace faultline::reports {

std::vector<Delivery> deliveries(const sim::History& history) {
  struct First {
    std::int64_t at_ns = 0;
    bool home = false;
  };
  std::map<std::pair<sim::OperationIndex, engine::ProcessId>, First> firsts;
  for (const sim::EffectEntry& effect : history.effects()) {
    if (effect.unasked()) continue;
    const sim::KeyEntry& key = history.keys()[effect.key];
    for (sim::LocalReplica r = 0; r < effect.holdings.size(); ++r) {
      const sim::Holding& holding = effect.holdings[r];
      if (!holding.ever()) continue;
      const First found{engine::nanoseconds_of(holding.first_at()), r == effect.home};
      const auto [first, fresh] = firsts.try_emplace({effect.operation, key.replicas[r]}, found);
      if (fresh) continue;
      first->second.at_ns = std::min(first->second.at_ns, found.at_ns);
      first->second.home |= found.home;
    }
  }
  std::vector<Delivery> made;
  for (const auto& [where, first] : firsts) {
    const sim::ProcessPlace& place = history.place(where.second);
    made.push_back({std::uint64_t{where.first} + 1, place.name,
                    history.datacenter_name(place.datacenter), first.at_ns, first.home});
  }
  std::stable_sort(made.begin(), made.end(), [](const Delivery& a, const Delivery& b) {
    return std::tuple(a.operation, !a.home, a.at_ns) < std::tuple(b.operation, !b.home, b.at_ns);
  });
  return made;
}

}  // namespace faultline::reports

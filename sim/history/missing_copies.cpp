#include "sim/history/missing_copies.h"

#include <algorithm>

#include "sim/history/measures.h"

namespace faultline::sim {
namespace {

// By how many more, or fewer, copies are missing from then on.
struct MissingChange {
  std::int64_t at_ns = 0;
  std::int64_t by = 0;
};
using MissingChanges = std::vector<MissingChange>;

void collect_missing(const History& history, const EffectEntry& effect,
                     ByWay<MissingChanges>& ways) {
  const OperationEntry& operation = history.operation(effect.operation);
  if (!effect.change || effect.implied() || operation.outcome != engine::output::Outcome::kOk)
    return;
  const KeyEntry& key = history.keys()[effect.key];
  const auto home = history.place(key.replicas[effect.home]).datacenter;
  for (LocalReplica r = 0; r < key.replicas.size(); ++r) {
    if (r == effect.home) continue;
    const Holding& holding = effect.holdings[r];
    if (holding.ever() && holding.first_at() <= *operation.returned) continue;
    MissingChanges& changes = ways[{home, history.place(key.replicas[r]).datacenter}];
    changes.push_back({engine::nanoseconds_of(*operation.returned), 1});
    if (holding.ever()) changes.push_back({engine::nanoseconds_of(holding.first_at()), -1});
  }
}

// Windows in which nothing is missing are left out.
std::vector<MissingWindow> windows_of_missing(MissingChanges changes, std::int64_t width,
                                              std::int64_t end) {
  std::sort(changes.begin(), changes.end(),
            [](const MissingChange& a, const MissingChange& b) { return a.at_ns < b.at_ns; });
  std::vector<MissingWindow> windows;
  std::int64_t missing = 0;
  auto next = changes.begin();
  for (std::int64_t from = 0; from < end; from += width) {
    std::int64_t most = missing;
    while (next != changes.end() && (next->at_ns < from + width || from + width >= end)) {
      // What comes at one time counts as one change.
      const std::int64_t at = next->at_ns;
      for (; next != changes.end() && next->at_ns == at; ++next) missing += next->by;
      most = std::max(most, missing);
    }
    if (most > 0)
      windows.push_back(
          {from, static_cast<std::uint64_t>(most), static_cast<std::uint64_t>(missing)});
  }
  return windows;
}

}  // namespace

void measure_missing(const History& history, engine::Duration width, EngineResult& result) {
  ByWay<MissingChanges> ways;
  for (const EffectEntry& effect : history.effects()) collect_missing(history, effect, ways);
  MissingChanges all;
  for (auto& [way, changes] : ways) {
    all.insert(all.end(), changes.begin(), changes.end());
    result.missing[way_text(history, way.first, way.second)] =
        windows_of_missing(std::move(changes), width.count(), result.virtual_ns);
  }
  if (!all.empty())
    result.missing[kAllWays] = windows_of_missing(std::move(all), width.count(), result.virtual_ns);
}

}  // namespace faultline::sim

#include "scenarios/sweep/distribution.h"

#include <algorithm>
#include <utility>

namespace faultline::scenarios {
namespace {

using Pairs = std::map<std::pair<std::string, std::string>, PairedSeeds>;

void take_pairs(const SeedLine& line, Pairs& pairs) {
  for (auto first = line.lost.begin(); first != line.lost.end(); ++first)
    for (auto second = std::next(first); second != line.lost.end(); ++second) {
      PairedSeeds& pair = pairs[{first->first, second->first}];
      pair.first = first->first;
      pair.second = second->first;
      const auto difference =
          static_cast<std::int64_t>(first->second) - static_cast<std::int64_t>(second->second);
      pair.difference.push_back(difference);
      ++(difference > 0   ? pair.first_lost_more
         : difference < 0 ? pair.second_lost_more
                          : pair.equal);
    }
}

void take_line(const SeedLine& line, Distribution& all) {
  ++all.seeds;
  ++all.outcomes[line.outcome];
  for (const auto& [engine, lost] : line.lost) {
    all.engines[engine].lost.push_back(static_cast<std::int64_t>(lost));
    all.engines[engine].with_losses += lost > 0 ? 1 : 0;
  }
  for (const auto& [engine, after] : line.converged_after_heal_ns)
    if (after) all.engines[engine].converged_after_heal_ns.push_back(*after);
  for (const std::string& id : line.findings)
    if (++all.findings[id].seeds == 1) all.findings[id].first_seed = line.seed;
}

}  // namespace

Distribution distribution_of(const std::string& scenario, const SeedLines& lines) {
  Distribution all;
  Pairs pairs;
  for (auto it = lines.lower_bound({scenario, 0}); it != lines.end() && it->first.first == scenario;
       ++it) {
    take_line(it->second, all);
    take_pairs(it->second, pairs);
  }
  for (auto& [name, engine] : all.engines) {
    std::sort(engine.lost.begin(), engine.lost.end());
    std::sort(engine.converged_after_heal_ns.begin(), engine.converged_after_heal_ns.end());
  }
  for (auto& [names, pair] : pairs) {
    std::sort(pair.difference.begin(), pair.difference.end());
    all.pairs.push_back(std::move(pair));
  }
  return all;
}

std::int64_t percentile(const std::vector<std::int64_t>& sorted, std::size_t percent) {
  return sorted[std::max<std::size_t>((sorted.size() * percent + 99) / 100, 1) - 1];
}

}  // namespace faultline::scenarios

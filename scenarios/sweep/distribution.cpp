#include "scenarios/sweep/distribution.h"

#include <algorithm>
#include <utility>

namespace faultline::scenarios {
namespace {

using OfFirst = std::map<std::string, PairedSeeds, EngineOrder>;  // by the second
using Pairs = std::map<std::string, OfFirst, EngineOrder>;

void take_pairs(const SeedLine& line, Pairs& pairs) {
  for (auto first = line.engines.begin(); first != line.engines.end(); ++first)
    for (auto second = std::next(first); second != line.engines.end(); ++second) {
      if (!first->second.lost || !second->second.lost) continue;
      PairedSeeds& pair = pairs[first->first][second->first];
      pair.first = first->first;
      pair.second = second->first;
      const auto difference = static_cast<std::int64_t>(*first->second.lost) -
                              static_cast<std::int64_t>(*second->second.lost);
      pair.difference.push_back(difference);
      ++(difference > 0   ? pair.first_lost_more
         : difference < 0 ? pair.second_lost_more
                          : pair.equal);
    }
}

void take_line(const SeedLine& line, Distribution& all) {
  ++all.seeds;
  ++all.outcomes[line.outcome];
  for (const auto& [name, engine] : line.engines) {
    const std::optional<std::int64_t>& after = engine.converged_after_heal_ns;
    if (after) all.engines[name].converged_after_heal_ns.push_back(*after);
    if (!engine.lost) continue;
    all.engines[name].lost.push_back(static_cast<std::int64_t>(*engine.lost));
    all.engines[name].with_losses += *engine.lost > 0 ? 1 : 0;
  }
  for (const std::string& id : line.findings)
    if (++all.findings[id].seeds == 1) all.findings[id].first_seed = line.seed;
}

}  // namespace

Distribution distribution_of(const std::string& scenario, const SeedLines& lines) {
  Distribution all;
  Pairs pairs;
  lines.for_each_of(scenario, [&](const SeedLine& line) {
    take_line(line, all);
    take_pairs(line, pairs);
  });
  for (auto& [name, engine] : all.engines) {
    std::sort(engine.lost.begin(), engine.lost.end());
    std::sort(engine.converged_after_heal_ns.begin(), engine.converged_after_heal_ns.end());
  }
  for (auto& [first, of_first] : pairs)
    for (auto& [second, pair] : of_first) {
      std::sort(pair.difference.begin(), pair.difference.end());
      all.pairs.push_back(std::move(pair));
    }
  return all;
}

std::int64_t percentile(const std::vector<std::int64_t>& sorted, std::size_t percent) {
  return sorted[std::max<std::size_t>((sorted.size() * percent + 99) / 100, 1) - 1];
}

}  // namespace faultline::scenarios

#include "reports/metrics/pairs.h"

#include <algorithm>

namespace faultline::reports {

namespace {

std::uint64_t count_lost(const sim::EngineResult& engine) {
  return static_cast<std::uint64_t>(
      std::count_if(engine.fates.begin(), engine.fates.end(),
                    [](const auto& fate) { return sim::is_lost(fate.second); }));
}

}  // namespace

PairedLosses pair_losses(const sim::EngineResult& first, const sim::EngineResult& second) {
  PairedLosses losses;
  for (const auto& [update, fate] : first.fates) {
    if (!sim::is_lost(fate)) continue;
    const auto other = second.fates.find(update);
    if (other != second.fates.end() && sim::is_lost(other->second)) ++losses.in_both;
  }
  losses.only_in_first = count_lost(first) - losses.in_both;
  losses.only_in_second = count_lost(second) - losses.in_both;
  return losses;
}

}  // namespace faultline::reports

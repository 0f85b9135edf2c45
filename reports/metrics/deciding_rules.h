// By which rules a run's updates were lost, and on what each of them rests: how far its figures
// follow from documents and measurements, and how far from choices of ours.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/metrics/figures.h"

namespace faultline::reports {

struct DecidingRule {
  std::string engine;
  sim::Rule rule;
  std::uint64_t lost = 0;
};

// By engine as in the run, then the most losses first.
[[nodiscard]] std::vector<DecidingRule> deciding_rules(const EngineResults& engines);
// Of what an engine lost by the rule by which it lost most, the largest part; null: it lost
// nothing. Losses by one rule may be several findings: of other types, or in other classes.
[[nodiscard]] const sim::Finding* main_loss(const sim::EngineResult& engine);

}  // namespace faultline::reports

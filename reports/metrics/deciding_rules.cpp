#include "reports/metrics/deciding_rules.h"

#include <algorithm>

#include "reports/story/findings.h"

namespace faultline::reports {

std::vector<DecidingRule> deciding_rules(const EngineResults& engines) {
  std::vector<DecidingRule> all;
  for (const sim::EngineResult* engine : engines) {
    std::vector<DecidingRule> rules;
    for (const sim::Finding& finding : engine->findings) {
      if (!is_loss(finding) || finding.rule.name.empty()) continue;
      auto known = std::find_if(rules.begin(), rules.end(), [&](const DecidingRule& each) {
        return each.rule.name == finding.rule.name && each.rule.basis == finding.rule.basis;
      });
      if (known == rules.end()) known = rules.insert(known, {engine->engine, finding.rule, 0});
      known->lost += finding.occurrences;
    }
    std::stable_sort(rules.begin(), rules.end(),
                     [](const DecidingRule& a, const DecidingRule& b) { return a.lost > b.lost; });
    all.insert(all.end(), rules.begin(), rules.end());
  }
  return all;
}

const sim::Finding* main_loss(const sim::EngineResult& engine) {
  const std::vector<DecidingRule> rules = deciding_rules({&engine});
  for (const sim::Finding* finding : worst_first({&engine}))
    if (is_loss(*finding) && (rules.empty() || finding->rule.name == rules.front().rule.name))
      return finding;
  return nullptr;
}

}  // namespace faultline::reports

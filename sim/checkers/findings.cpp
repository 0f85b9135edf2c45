#include "sim/checkers/findings.h"

#include <fmt/format.h>

#include "engine/base/hash.h"

namespace faultline::sim {

std::string finding_id(const Finding& finding) {
  std::string text;
  for (const std::string& part :
       {finding.kind, finding.engine, finding.type, finding.rule.name, finding.cause})
    text += fmt::format("{}:{};", part.size(), part);
  return fmt::format("{:016x}", engine::hash64(text)).substr(0, 12);
}

Finding& Findings::add(const Kind& kind, bool& first) {
  Finding finding;
  finding.kind = kind.kind;
  finding.engine = engine_;
  finding.check = check_;
  finding.type = kind.type;
  finding.rule = kind.rule;
  finding.cause = kind.cause;
  finding.id = finding_id(finding);
  const auto [found, added] = by_id_.emplace(finding.id, finding);
  ++found->second.occurrences;
  first = added;
  return found->second;
}

void Findings::conclude(EngineResult& result, Verdict verdict, bool white_box, std::string reason) {
  CheckResult check;
  check.name = check_;
  check.engine = engine_;
  check.verdict = verdict;
  check.white_box = white_box;
  check.reason = std::move(reason);
  for (auto& [id, finding] : by_id_) {
    check.findings.push_back(id);
    result.findings.push_back(std::move(finding));
  }
  result.checks.push_back(std::move(check));
}

}  // namespace faultline::sim

#include "sim/checkers/findings.h"

#include <fmt/format.h>

#include "engine/base/hash.h"
#include "engine/commands/command.h"
#include "sim/history/records.h"

namespace faultline::sim {

std::string finding_id(const Finding& finding) {
  std::string text;
  for (const std::string& part :
       {finding.kind, finding.engine, finding.type, finding.rule.name, finding.cause})
    text += fmt::format("{}:{};", part.size(), part);
  return fmt::format("{:016x}", engine::hash64(text)).substr(0, 12);
}

FindingExample example_of(const History& history, OperationIndex operation,
                          const engine::Bytes& key, std::string text) {
  FindingExample example;
  example.key = key.view();
  example.loser = record_of(history, operation);
  example.text = std::move(text);
  return example;
}

engine::Bytes first_key(const engine::Arguments& command) {
  const engine::CommandKind* kind =
      command.empty() ? nullptr : engine::find_command(command[0].view());
  if (kind == nullptr) return {};
  const std::vector<engine::Bytes> keys = engine::keys_of(*kind, command);
  return keys.empty() ? engine::Bytes() : keys.front();
}

Rule agreement_rule(const History& history, std::string promise) {
  if (history.deployment().arbitration == engine::Arbitration::kArrivalOrder)
    return {"each replica keeps what arrives last, and nothing compares them later",
            Basis::kMeasured};
  return {std::move(promise), Basis::kDocumented};
}

FindingExample* Findings::add(const Kind& kind, std::uint64_t occurrences) {
  const auto name = std::tie(kind.kind, kind.type, kind.rule.name, kind.cause);
  auto found = by_name_.find(name);
  const bool added = found == by_name_.end();
  if (added) {
    Finding finding;
    finding.kind = kind.kind;
    finding.engine = engine_;
    finding.check = check_;
    finding.type = kind.type;
    finding.rule = kind.rule;
    finding.cause = kind.cause;
    finding.id = finding_id(finding);
    found = by_name_.emplace(name, std::move(finding)).first;
  }
  found->second.occurrences += occurrences;
  return added ? &found->second.example : nullptr;
}

void Findings::conclude(EngineResult& result, Verdict verdict, bool white_box, std::string reason) {
  CheckResult check;
  check.name = check_;
  check.engine = engine_;
  check.verdict = verdict;
  check.white_box = white_box;
  check.reason = std::move(reason);
  std::map<std::string, Finding*> by_id;
  for (auto& [name, finding] : by_name_) by_id.emplace(finding.id, &finding);
  for (const auto& [id, finding] : by_id) {
    check.findings.push_back(id);
    result.findings.push_back(std::move(*finding));
  }
  result.checks.push_back(std::move(check));
}

}  // namespace faultline::sim

#include "reports/story/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "reports/metrics/numbers.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

bool is_loss(const sim::Finding& finding) {
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<sim::LedgerClass>(index);
    if (finding.kind == word(ledger_class)) return sim::is_lost(ledger_class);
  }
  return false;
}

std::vector<const sim::Finding*> worst_first(const EngineResults& engines) {
  std::vector<const sim::Finding*> findings;
  for (const sim::EngineResult* engine : engines) {
    for (const sim::Finding& finding : engine->findings) findings.push_back(&finding);
  }
  const auto rank = [](const sim::Finding* finding) {
    return std::tuple(!is_loss(*finding), ~finding->occurrences, finding->id);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  return findings;
}

std::string finding_headline(const sim::Finding& finding) {
  return display_name(finding.engine) + ": " + finding_words(finding);
}

std::string finding_words(const sim::Finding& finding) {
  const std::string type = finding.type.empty() ? "" : finding.type + " ";
  if (is_loss(finding)) {
    return fmt::format("{} {}", counted(finding.occurrences, type + "update"),
                       phrase_of_kind(finding.kind));
  }
  return fmt::format("{}{}, {}", type, phrase_of_kind(finding.kind),
                     counted(finding.occurrences, "time"));
}

std::vector<StoryLine> story_of(const sim::Finding& finding) {
  const sim::FindingExample& example = finding.example;
  std::vector<StoryLine> lines;
  const auto add = [&](std::string label, std::string text) {
    if (!text.empty()) lines.push_back({std::move(label), std::move(text)});
  };
  const bool loss = is_loss(finding);
  // What the text of a loss says, the lines below say one by one.
  if (!loss || example.course.empty()) add("an example", sim::printable_text(example.text));
  if (!example.key.empty()) add("key", sim::printable_start(example.key));
  if (example.loser) add(loss ? "lost" : "operation", operation_text(*example.loser));
  if (example.winner) add("won", operation_text(*example.winner));
  if (example.loser && example.winner) add("knowledge", knowledge_text(example.saw));
  add("course", sim::printable_text(example.course));
  if (!finding.rule.name.empty()) add("rule", rule_text(finding.rule, finding.engine));
  std::string cause = finding.cause;
  std::replace(cause.begin(), cause.end(), '_', ' ');
  add("cause", cause);
  if (example.loser) {
    const std::string loser = clock_text(loss ? "of the lost one" : "of its home", example.loser);
    add("clocks",
        example.winner ? loser + "; " + clock_text("of the one that won", example.winner) : loser);
  }
  add("what if", sim::printable_text(example.counterfactual));
  return lines;
}

}  // namespace faultline::reports

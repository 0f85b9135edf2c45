#include "reports/story/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "reports/metrics/numbers.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

std::string operation_text(const sim::OperationRecord& operation) {
  std::string text =
      fmt::format("{} by {} in {}, asked at {}", sim::command_text(operation.command),
                  operation.client, operation.dc, sim::moment_text(operation.invoke_ns));
  if (operation.return_ns && operation.reply) {
    text += fmt::format(", answered {} after {}", sim::reply_text(*operation.reply),
                        duration_text(*operation.return_ns - operation.invoke_ns));
  } else {
    text += ", never answered";
  }
  if (!operation.home.empty()) text += ", home " + operation.home;
  return text;
}

std::string clock_text(const char* who, const std::optional<sim::OperationRecord>& operation) {
  if (!operation || !operation->wall_ns) return fmt::format("{} unknown", who);
  std::string text = fmt::format("{} {}", who, sim::stamp_text(*operation->wall_ns));
  if (!operation->clock_offset_ns) return text;
  const std::int64_t offset = *operation->clock_offset_ns;
  if (offset == 0) return text + " (right)";
  return text + fmt::format(" ({} {})", duration_text(offset < 0 ? -offset : offset),
                            offset < 0 ? "behind" : "ahead");
}

std::string knowledge_text(const std::string& saw) {
  if (saw == "concurrent") return "neither client's replica had seen the other update";
  if (saw == "loser saw winner") return "the lost update had seen the one that won";
  if (saw == "winner saw loser") return "the update that won had seen the lost one";
  return saw;
}

std::string rule_text(const sim::Finding& finding) {
  return fmt::format("{} ({})", finding.rule.name, basis_text(finding.rule, finding.engine));
}

}  // namespace

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
  const std::string engine = display_name(finding.engine);
  const std::string type = finding.type.empty() ? "" : finding.type + " ";
  if (is_loss(finding)) {
    return fmt::format("{}: {} {}", engine, counted(finding.occurrences, type + "update"),
                       phrase_of_kind(finding.kind));
  }
  return fmt::format("{}: {}{}, {}", engine, type, phrase_of_kind(finding.kind),
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
  if (!loss || example.course.empty()) add("an example", sim::printable(example.text));
  if (!example.key.empty()) add("key", sim::printable_start(example.key));
  if (example.loser) add(loss ? "lost" : "operation", operation_text(*example.loser));
  if (example.winner) add("won", operation_text(*example.winner));
  if (example.loser && example.winner) add("knowledge", knowledge_text(example.saw));
  add("course", sim::printable(example.course));
  if (!finding.rule.name.empty()) add("rule", rule_text(finding));
  std::string cause = finding.cause;
  std::replace(cause.begin(), cause.end(), '_', ' ');
  add("cause", cause);
  if (example.loser) {
    const std::string loser = clock_text(loss ? "of the lost one" : "of its home", example.loser);
    add("clocks",
        example.winner ? loser + "; " + clock_text("of the one that won", example.winner) : loser);
  }
  add("what if", sim::printable(example.counterfactual));
  return lines;
}

}  // namespace faultline::reports

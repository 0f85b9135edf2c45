#include "reports/render/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/metrics/figures.h"
#include "reports/metrics/numbers.h"
#include "reports/render/escape.h"
#include "reports/story/findings.h"
#include "reports/story/sentences.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

constexpr std::size_t kFindingsPrinted = 20;

std::string row_text(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) text += " " + escape_markdown(cell) + " |";
  return text + "\n";
}

void add_figures(const EngineResults& engines, const sim::RunResult& run, std::string& text) {
  std::vector<std::string> names = {""};
  for (const sim::EngineResult* engine : engines) names.push_back(display_name(engine->engine));
  text += "\n" + row_text(names) + "| --- |";
  for (std::size_t column = 0; column < engines.size(); ++column) text += " ---: |";
  text += "\n";
  for (const auto& rows : {outcome_figures(engines, run), service_figures(engines)}) {
    for (const FigureRow& row : rows) {
      std::vector<std::string> cells = {row.is_class && row.phrase != row.label
                                            ? fmt::format("{} ({})", row.phrase, row.label)
                                            : row.phrase};
      cells.insert(cells.end(), row.cells.begin(), row.cells.end());
      text += row_text(cells);
    }
  }
}

void add_pairs(const EngineResults& engines, const sim::RunResult& run, std::string& text) {
  for (std::size_t first = 0; first < engines.size(); ++first) {
    for (std::size_t second = first + 1; second < engines.size(); ++second) {
      const std::string sentence = pair_sentence(*engines[first], *engines[second], run);
      if (!sentence.empty()) text += "\n" + escape_markdown(sentence) + "\n";
    }
  }
}

void add_expectations(const ReportInput& input, std::string& text) {
  text += "\n## Expectations: " + tally(input.expectations) + "\n";
  if (input.expectations.empty()) return;
  text += "\n| figure | expected | seen | verdict |\n| --- | --- | --- | --- |\n";
  for (const ExpectationResult& one : input.expectations) {
    text += row_text(
        {one.path, one.expected, sim::printable(one.seen), std::string(word(one.verdict))});
  }
}

void add_findings(const EngineResults& engines, std::string& text) {
  const std::vector<const sim::Finding*> findings = worst_first(engines);
  text += "\n## " + counted(findings.size(), "finding") + "\n";
  for (std::size_t index = 0; index < std::min(findings.size(), kFindingsPrinted); ++index) {
    const sim::Finding& finding = *findings[index];
    text += fmt::format("\n- **{}** ({})\n", escape_markdown(finding_headline(finding)),
                        escape_markdown(finding.id));
    for (const StoryLine& line : story_of(finding)) {
      text += fmt::format("  - {}: {}\n", line.label, escape_markdown(line.text));
    }
  }
  if (findings.size() > kFindingsPrinted) {
    text +=
        fmt::format("\n{} more in findings.jsonl.\n", grouped(findings.size() - kFindingsPrinted));
  }
}

}  // namespace

std::string summary_markdown(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  std::string text =
      fmt::format("# {}, seed {}: {}\n\n{}\n\n{}\n\n", escape_markdown(input.plan.name),
                  input.plan.seed, input.outcome, markdown_paragraph(input.plan.purpose),
                  markdown_paragraph(setting_sentence(input)));
  if (input.result.interrupted)
    text +=
        "**Interrupted: this report is partial, and the engine that was under way is not "
        "judged.**\n\n";
  for (const sim::EngineResult* engine : engines) {
    text += "- " + escape_markdown(verdict_sentence(*engine, input.result));
    const std::string reason = reason_sentence(*engine);
    if (!reason.empty()) text += " " + escape_markdown(reason);
    text += "\n";
  }
  add_figures(engines, input.result, text);
  add_pairs(engines, input.result, text);
  add_expectations(input, text);
  add_findings(engines, text);
  // An indented block: no run of backquotes in the command can end it.
  return text + "\n## Repeat\n\n    " + input.repeat + "\n";
}

}  // namespace faultline::reports

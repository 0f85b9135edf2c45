#include "reports/render/page_reasons.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/commands/conflict_rules.h"
#include "reports/metrics/deciding_rules.h"
#include "reports/metrics/figures.h"
#include "reports/metrics/numbers.h"
#include "reports/render/base64.h"
#include "reports/render/escape.h"
#include "reports/render/page_parts.h"
#include "reports/story/findings.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

using kainjow::mustache::data;

namespace {

constexpr std::size_t kFindingsShown = 50;
constexpr std::size_t kFindingsOpen = 3;

// "faultline run cart.json --seed 7" -> "faultline minimize cart.json --seed 7 --finding …".
std::string minimize_command(const ReportInput& input, const sim::Finding& finding) {
  constexpr std::string_view kRun = "faultline run ";
  const std::size_t begin = input.repeat.starts_with(kRun) ? kRun.size() : 0;
  const std::size_t end = input.repeat.find(" --seed ", begin);
  return fmt::format("faultline minimize {} --seed {} --finding {} --out small.json",
                     input.repeat.substr(begin, end - begin), input.plan.seed, finding.id);
}

// In the report's own folder. A key that would be no argument, or a flag, stands in quotes.
std::string explain_command(const sim::Finding& finding) {
  std::string key = sim::printable(finding.example.key);
  if (key.empty() || key.front() == '-') key = '"' + key + '"';
  return fmt::format("faultline explain . {} --operation {} --engine {}", sim::shell_word(key),
                     finding.example.loser->operation, finding.engine);
}

void set_diagram(data& entry, const ReportInput& input, const sim::Finding& finding) {
  const auto found = input.diagrams.find(finding.id);
  if (found == input.diagrams.end()) return;
  entry.set("diagram", "data:image/svg+xml;base64," + to_base64(found->second.svg));
  entry.set("diagram_text", sim::printable_text(found->second.text));
}

data findings_data(const ReportInput& input, const std::vector<const sim::Finding*>& findings) {
  data list{data::type::list};
  for (std::size_t index = 0; index < findings.size() && index < kFindingsShown; ++index) {
    const sim::Finding& finding = *findings[index];
    data lines{data::type::list};
    for (const StoryLine& line : story_of(finding)) {
      data entry{"label", line.label};
      entry.set("text", line.text);
      lines << entry;
    }
    data entry{"headline", finding_headline(finding)};
    entry.set("id", finding.id);
    entry.set("is_open", index < kFindingsOpen);
    entry.set("lines", lines);
    entry.set("minimize", escape_markup(minimize_command(input, finding)));
    if (finding.example.loser) entry.set("explain", escape_markup(explain_command(finding)));
    set_diagram(entry, input, finding);
    list << entry;
  }
  return list;
}

data deciding_data(const EngineResults& engines) {
  data list{data::type::list};
  for (const DecidingRule& each : deciding_rules(engines)) {
    data entry{"engine", breakable(display_name(each.engine))};
    entry.set("rule", sim::printable(each.rule.name));
    entry.set("basis", std::string(word(each.rule.basis)));
    entry.set("lost", grouped(each.lost));
    list << entry;
  }
  return list;
}

data rules_data() {
  data list{data::type::list};
  for (const engine::ConflictRule& rule : engine::conflict_rules()) {
    data entry{"name", std::string(rule.name)};
    entry.set("summary", std::string(rule.summary));
    entry.set("basis", std::string(word(rule.basis)));
    list << entry;
  }
  return list;
}

void set_fidelity(data& page, const EngineResults& engines) {
  const auto runs = [&](std::string_view name) {
    return std::any_of(engines.begin(), engines.end(),
                       [&](const sim::EngineResult* engine) { return engine->engine == name; });
  };
  set_list(page, "deciding_rules", deciding_data(engines));
  if (runs("active_active")) set_list(page, "rules", rules_data());
  page.set("is_measured", runs("dynomite"));
}

// Checks that did not hold; what held needs no reader's time.
data checks_data(const EngineResults& engines) {
  data list{data::type::list};
  for (const sim::Verdict verdict :
       {sim::Verdict::kFailed, sim::Verdict::kUnknown, sim::Verdict::kNotApplicable}) {
    for (const sim::EngineResult* engine : engines) {
      for (const sim::CheckResult& check : engine->checks) {
        if (check.verdict != verdict) continue;
        data entry{"name", breakable(check.name)};
        entry.set("engine", breakable(display_name(check.engine)));
        entry.set("verdict", std::string(word(check.verdict)));
        entry.set("reason", sim::printable_text(check.reason));
        list << entry;
      }
    }
  }
  return list;
}

}  // namespace

std::string shown_reason(const EngineResults& engines, const sim::EngineResult& engine) {
  const sim::Finding* reason = main_loss(engine);
  if (reason == nullptr) return {};
  const std::vector<const sim::Finding*> all = worst_first(engines);
  const auto end = all.begin() + static_cast<long>(std::min(all.size(), kFindingsShown));
  return std::find(all.begin(), end, reason) == end ? std::string() : reason->id;
}

void set_reasons(data& page, const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  const std::vector<const sim::Finding*> findings = worst_first(engines);
  page.set("finding_count", counted(findings.size(), "finding"));
  set_list(page, "findings", findings_data(input, findings));
  if (findings.size() > kFindingsShown)
    page.set("findings_left", grouped(findings.size() - kFindingsShown));
  set_list(page, "checks", checks_data(engines));
  set_fidelity(page, engines);
}

}  // namespace faultline::reports

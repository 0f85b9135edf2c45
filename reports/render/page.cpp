#include "reports/render/page.h"

#include <fmt/format.h>

#include <cctype>
#include <kainjow/mustache.hpp>

#include "engine/commands/conflict_rules.h"
#include "reports/metrics/deciding_rules.h"
#include "reports/metrics/figures.h"
#include "reports/metrics/numbers.h"
#include "reports/render/base64.h"
#include "reports/render/escape.h"
#include "reports/render/map_data.h"
#include "reports/story/findings.h"
#include "reports/story/sentences.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace mustache = kainjow::mustache;
using mustache::data;

namespace {

constexpr const char* kTemplate =
#include "reports/render/report_page.inc"
    ;
constexpr const char* kPageStyle =
#include "reports/render/report_page_style.inc"
    ;
constexpr const char* kPageScript =
#include "reports/render/report_page_script.inc"
    ;

// Larger data is only linked to.
constexpr std::size_t kCsvInside = 100'000;
constexpr std::size_t kFindingsShown = 50;
constexpr std::size_t kFindingsOpen = 3;

// Long names may break behind each underscore, hyphen and point: three engines then fit beside each
// other.
std::string breakable(const std::string& name) {
  std::string markup;
  for (const char character : escape_markup(name)) {
    markup += character;
    if (character == '_' || character == '.' || character == '-') markup += "<wbr>";
  }
  return markup;
}

// Green is for an engine of which it is known that nothing was lost and nothing differs.
const char* tone_of(const sim::EngineResult& engine) {
  if (engine.lost() > 0 || engine.converged == false) return "failed";
  return engine.ledger && engine.converged ? "held" : "unknown";
}

void set_list(data& page, const std::string& name, const data& list) {
  if (!list.is_non_empty_list()) return;
  page.set("has_" + name, true);
  page.set(name, list);
}

data engine_names(const EngineResults& engines) {
  data names{data::type::list};
  for (const sim::EngineResult* engine : engines) {
    names << data{"name", breakable(display_name(engine->engine))};
  }
  return names;
}

data rows_data(const std::vector<FigureRow>& rows) {
  data list{data::type::list};
  for (const FigureRow& row : rows) {
    data cells{data::type::list};
    for (const std::string& cell : row.cells) {
      data entry{"text", cell};
      entry.set("is_bad", row.is_loss && cell != "0" && cell != kNotMeasured);
      entry.set("is_soft", cell == kNotMeasured);
      cells << entry;
    }
    data entry{"label", row.phrase};
    entry.set("is_sum", row.label == "lost");
    if (row.is_class && row.phrase != row.label) entry.set("key", breakable(row.label));
    entry.set("cells", cells);
    list << entry;
  }
  return list;
}

// The figure that a reader takes along, and what stands beside it.
std::pair<std::string, std::string> lost_figure(const sim::EngineResult& engine) {
  if (!engine.ledger) return {"?", "losses were not measured"};
  const std::string of_all = "of " + counted(acknowledged(engine), "acknowledged update") + " lost";
  if (engine.lost() == 0) return {"0", of_all};
  return {grouped(engine.lost()),
          fmt::format("{} ({})", of_all, share_text(engine.lost(), acknowledged(engine)))};
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

data verdicts_data(const EngineResults& engines, const sim::RunResult& run) {
  data list{data::type::list};
  for (const sim::EngineResult* engine : engines) {
    const auto [figure, beside] = lost_figure(*engine);
    data entry{"sentence", capitalised(agreement_clause(*engine, run)) + "."};
    entry.set("engine", display_name(engine->engine));
    entry.set("lost", figure);
    entry.set("beside", beside);
    entry.set("tone", tone_of(*engine));
    const std::string reason = reason_sentence(*engine);
    if (!reason.empty()) entry.set("reason", reason);
    list << entry;
  }
  return list;
}

data pairs_data(const EngineResults& engines, const sim::RunResult& run) {
  data list{data::type::list};
  for (std::size_t first = 0; first < engines.size(); ++first) {
    for (std::size_t second = first + 1; second < engines.size(); ++second) {
      const std::string sentence = pair_sentence(*engines[first], *engines[second], run);
      if (!sentence.empty()) list << data{"sentence", sentence};
    }
  }
  return list;
}

data charts_data(const std::vector<EmbeddedChart>& charts) {
  data list{data::type::list};
  for (const EmbeddedChart& chart : charts) {
    data entry{"heading", chart.heading};
    entry.set("title", chart.title);
    entry.set("caption", chart.caption);
    entry.set("wide", "data:image/svg+xml;base64," + to_base64(chart.wide_svg));
    entry.set("narrow", "data:image/svg+xml;base64," + to_base64(chart.narrow_svg));
    const bool is_inside = chart.csv.size() <= kCsvInside;
    entry.set("file", chart.series.substr(chart.series.find('/') + 1));
    entry.set("is_inside", is_inside);
    entry.set("csv", is_inside ? "data:text/csv;base64," + to_base64(chart.csv)
                               : escape_markup(chart.series));
    entry.set("has_faults", chart.has_faults);
    list << entry;
  }
  return list;
}

data expectations_data(const ReportInput& input) {
  data list{data::type::list};
  for (const ExpectationResult& expectation : input.expectations) {
    data entry{"path", breakable(expectation.path)};
    entry.set("expected", expectation.expected);
    entry.set("seen", sim::printable(expectation.seen));
    entry.set("verdict", std::string(word(expectation.verdict)));
    list << entry;
  }
  return list;
}

// "faultline run cart.json --seed 7" -> "faultline minimize cart.json --seed 7 --finding …".
std::string minimize_command(const ReportInput& input, const sim::Finding& finding) {
  constexpr std::string_view kRun = "faultline run ";
  const std::size_t begin = input.repeat.starts_with(kRun) ? kRun.size() : 0;
  const std::size_t end = input.repeat.find(" --seed ", begin);
  return fmt::format("faultline minimize {} --seed {} --finding {} --out small.json",
                     input.repeat.substr(begin, end - begin), input.plan.seed, finding.id);
}

// In the report's own folder.
std::string explain_command(const sim::Finding& finding) {
  return fmt::format("faultline explain . {} --operation {} --engine {}",
                     sim::shell_word(sim::printable(finding.example.key)),
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
  for (const sim::EngineResult* engine : engines) {
    for (const sim::CheckResult& check : engine->checks) {
      if (check.verdict == sim::Verdict::kHeld) continue;
      data entry{"name", breakable(check.name)};
      entry.set("engine", breakable(display_name(check.engine)));
      entry.set("verdict", std::string(word(check.verdict)));
      entry.set("reason", sim::printable_text(check.reason));
      list << entry;
    }
  }
  return list;
}

// No line breaks between a figure and its percent sign.
std::string with_units(std::string markup) {
  for (std::size_t at = markup.find(" %"); at != std::string::npos; at = markup.find(" %", at)) {
    markup.replace(at, 1, "&nbsp;");
  }
  return markup;
}

std::string heading(const ReportInput& input) {
  return input.plan.purpose.empty() ? input.plan.name : input.plan.purpose;
}

}  // namespace

std::string report_page(const ReportInput& input, const std::vector<EmbeddedChart>& charts) {
  const EngineResults engines = engine_results(input);
  const std::vector<const sim::Finding*> findings = worst_first(engines);
  data page;
  page.set("name", input.plan.name);
  page.set("heading", heading(input));
  page.set("seed", std::to_string(input.plan.seed));
  page.set("outcome", input.outcome);
  page.set("setting", setting_sentence(input));
  page.set("verdict", outcome_sentence(input));
  page.set("is_interrupted", input.result.interrupted);
  page.set("repeat", escape_markup(input.repeat));
  page.set("sha256", input.plan.sha256);
  page.set("verdicts", verdicts_data(engines, input.result));
  page.set("engines", engine_names(engines));
  page.set("outcome_rows", rows_data(outcome_figures(engines, input.result)));
  page.set("service_rows", rows_data(service_figures(engines)));
  page.set("finding_count", counted(findings.size(), "finding"));
  page.set("charts", charts_data(charts));
  set_list(page, "pairs", pairs_data(engines, input.result));
  set_list(page, "expectations", expectations_data(input));
  set_list(page, "checks", checks_data(engines));
  set_list(page, "findings", findings_data(input, findings));
  set_fidelity(page, engines);
  page.set("style", std::string(kPageStyle));
  page.set("script", std::string(kPageScript));
  if (const std::string map = map_data(input); !map.empty()) page.set("map_data", map);
  if (findings.size() > kFindingsShown) {
    page.set("findings_left", grouped(findings.size() - kFindingsShown));
  }
  mustache::mustache document(kTemplate);
  document.set_custom_escape(
      [](const std::string& text) { return with_units(escape_markup(text)); });
  return document.render(page);
}

}  // namespace faultline::reports

#include "reports/render/page.h"

#include <fmt/format.h>

#include <cctype>

#include "reports/metrics/figures.h"
#include "reports/metrics/numbers.h"
#include "reports/render/escape.h"
#include "reports/render/map_data.h"
#include "reports/render/page_parts.h"
#include "reports/render/page_reasons.h"
#include "reports/story/sentences.h"
#include "reports/story/words.h"
#include "sim/story/text.h"

namespace faultline::reports {

using kainjow::mustache::data;

namespace {

constexpr const char* kTemplate =
#include "reports/render/report_page.inc"
    ;
constexpr const char* kPageScript =
#include "reports/render/report_page_script.inc"
    ;

// Green is for an engine of which it is known that nothing was lost and nothing differs.
const char* tone_of(const sim::EngineResult& engine) {
  if (engine.lost() > 0 || engine.converged == false) return "failed";
  return acknowledged(engine) > 0 && engine.converged ? "held" : "unknown";
}

data engine_names(const EngineResults& engines) {
  data names{data::type::list};
  for (const sim::EngineResult* engine : engines) {
    names << data{"name", breakable(display_name(engine->engine))};
  }
  return names;
}

// Says that there is no figure.
bool is_soft(const std::string& cell) {
  return cell == kNotMeasured || cell == kNoneAcknowledged;
}

data rows_data(const std::vector<FigureRow>& rows) {
  data list{data::type::list};
  for (const FigureRow& row : rows) {
    data cells{data::type::list};
    for (const std::string& cell : row.cells) {
      data entry{"text", cell};
      entry.set("is_bad", row.is_loss && cell != "0" && !is_soft(cell));
      entry.set("is_soft", is_soft(cell));
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
  if (acknowledged(engine) == 0) return {"–", kNothingAcknowledged};
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
    if (const std::string finding = shown_reason(engines, *engine); !finding.empty())
      entry.set("finding", finding);
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

std::string heading(const ReportInput& input) {
  return input.plan.purpose.empty() ? input.plan.name : input.plan.purpose;
}

}  // namespace

std::string report_page(const ReportInput& input, const std::vector<EmbeddedChart>& charts) {
  const EngineResults engines = engine_results(input);
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
  set_charts(page, charts);
  set_list(page, "pairs", pairs_data(engines, input.result));
  set_list(page, "expectations", expectations_data(input));
  set_reasons(page, input);
  set_style(page);
  page.set("script", std::string(kPageScript));
  if (const std::string map = map_data(input); !map.empty()) page.set("map_data", map);
  return render_page(kTemplate, page);
}

}  // namespace faultline::reports

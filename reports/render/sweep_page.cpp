#include "reports/render/sweep_page.h"

#include <fmt/format.h>

#include "reports/metrics/numbers.h"
#include "reports/render/escape.h"
#include "reports/render/page_parts.h"
#include "reports/story/words.h"

namespace faultline::reports {

using kainjow::mustache::data;

namespace {

constexpr const char* kSweepTemplate =
#include "reports/render/sweep_page.inc"
    ;
constexpr std::size_t kScenariosNamed = 4;

// "Sweep of cart-split and cart-split-even".
std::string swept_text(const SweepPage& sweep) {
  std::vector<std::string> names;
  for (const SweepPage::Scenario& scenario : sweep.scenarios) names.push_back(scenario.name);
  return "Sweep of " +
         (names.size() <= kScenariosNamed ? listed(names) : counted(names.size(), "scenario"));
}

data texts_data(const std::vector<std::string>& texts) {
  data list{data::type::list};
  for (const std::string& text : texts) list << data{"text", text};
  return list;
}

data shown_data(const std::vector<SweepPage::Shown>& all) {
  data list{data::type::list};
  for (const SweepPage::Shown& each : all) {
    data entry{"text", each.text};
    entry.set("command", escape_markup(each.command));
    list << entry;
  }
  return list;
}

data scenario_data(const SweepPage::Scenario& scenario) {
  data engines{data::type::list};
  for (const std::string& engine : scenario.engines) engines << data{"name", breakable(engine)};
  data rows{data::type::list};
  for (const SweepPage::Row& row : scenario.rows) {
    data entry{"label", row.label};
    entry.set("cells", texts_data(row.cells));
    rows << entry;
  }
  data entry{"name", breakable(scenario.name)};
  entry.set("title", scenario.name);
  if (!scenario.seeds.empty()) entry.set("seeds", scenario.seeds);
  entry.set("verdicts", texts_data(scenario.verdicts));
  entry.set("engines", engines);
  entry.set("pairs", texts_data(scenario.pairs));
  set_list(entry, "rows", rows);
  set_list(entry, "findings", shown_data(scenario.findings));
  if (!scenario.no_charts.empty()) entry.set("no_charts", scenario.no_charts);
  set_charts(entry, scenario.charts);
  return entry;
}

}  // namespace

std::string sweep_page(const SweepPage& sweep) {
  data scenarios{data::type::list};
  for (const SweepPage::Scenario& scenario : sweep.scenarios) scenarios << scenario_data(scenario);
  data page;
  page.set("swept", swept_text(sweep));
  page.set("verdict", sweep.verdict);
  page.set("outcome", sweep.outcome);
  page.set("is_interrupted", sweep.is_interrupted);
  page.set("scenarios", scenarios);
  set_list(page, "failed", shown_data(sweep.failed));
  if (!sweep.more_failed.empty()) page.set("more_failed", sweep.more_failed);
  set_charts(page, sweep.charts);
  set_style(page);
  return render_page(kSweepTemplate, page);
}

}  // namespace faultline::reports

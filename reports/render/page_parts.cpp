#include "reports/render/page_parts.h"

#include "reports/render/base64.h"
#include "reports/render/escape.h"

namespace faultline::reports {

namespace mustache = kainjow::mustache;
using mustache::data;

namespace {

constexpr const char* kPageStyle =
#include "reports/render/page_style.inc"
    ;

constexpr const char* kChartsTemplate =
#include "reports/render/page_charts.inc"
    ;

// Larger data is only linked to.
constexpr std::size_t kCsvInside = 100'000;

// No line breaks between a figure and its percent sign.
std::string with_units(std::string markup) {
  for (std::size_t at = markup.find(" %"); at != std::string::npos; at = markup.find(" %", at)) {
    markup.replace(at, 1, "&nbsp;");
  }
  return markup;
}

data chart_data(const EmbeddedChart& chart) {
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
  return entry;
}

}  // namespace

std::string breakable(const std::string& name) {
  std::string markup;
  for (const char character : escape_markup(name)) {
    markup += character;
    if (character == '_' || character == '.' || character == '-') markup += "<wbr>";
  }
  return markup;
}

void set_list(data& page, const std::string& name, const data& list) {
  if (!list.is_non_empty_list()) return;
  page.set("has_" + name, true);
  page.set(name, list);
}

void set_style(data& page) {
  page.set("style", std::string(kPageStyle));
}

void set_charts(data& page, const std::vector<EmbeddedChart>& charts) {
  data list{data::type::list};
  for (const EmbeddedChart& chart : charts) list << chart_data(chart);
  page.set("has_embedded", !charts.empty());
  page.set("embedded", list);  // empty too: a part of a page must not show those of the whole
  page.set("charts", data{mustache::partial{[] { return std::string(kChartsTemplate); }}});
}

std::string render_page(const char* page_template, data& page) {
  mustache::mustache document(page_template);
  document.set_custom_escape(
      [](const std::string& text) { return with_units(escape_markup(text)); });
  return document.render(page);
}

}  // namespace faultline::reports

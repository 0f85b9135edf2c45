// What the pages of a run and of a sweep share: their style, a chart with its data one click away,
// and values that are safe in their templates (Mustache). A template escapes every value but those
// with three braces, which are made here and in the pages from escaped parts.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <vector>

#include "reports/render/embedded_chart.h"

namespace faultline::reports {

// Long names may break behind each underscore, hyphen and point: three engines then fit beside each
// other.
[[nodiscard]] std::string breakable(const std::string& name);
// "NAME", and "has_NAME" to frame it; neither where the list is empty.
void set_list(kainjow::mustache::data& page, const std::string& name,
              const kainjow::mustache::data& list);
// "style", and the charts for a template that says {{>charts}}.
void set_style(kainjow::mustache::data& page);
void set_charts(kainjow::mustache::data& page, const std::vector<EmbeddedChart>& charts);
[[nodiscard]] std::string render_page(const char* page_template, kainjow::mustache::data& page);

}  // namespace faultline::reports

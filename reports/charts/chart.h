// What can be drawn: the shapes of charts, the canvases they are drawn on, and one call that draws
// any shape. Colours are those of Okabe and Ito (2008), told apart with every common colour
// blindness; dashes tell lines apart in print.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reports/charts/bar_chart.h"
#include "reports/charts/canvas.h"
#include "reports/charts/dose_chart.h"
#include "reports/charts/interval_chart.h"
#include "reports/charts/time_chart.h"

namespace faultline::reports {

using Chart = std::variant<TimeChart, BarChart, IntervalChart, DoseChart>;

[[nodiscard]] const std::string& title_of(const Chart& chart);

// Draws into the file at `path`; an SVG is for light and dark pages. Empty on success, else a
// message for the user.
[[nodiscard]] std::string draw_chart(const Chart& chart, const Canvas& canvas,
                                     const std::string& path, const std::string& gnuplot);

}  // namespace faultline::reports

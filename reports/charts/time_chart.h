// A chart of values over time as staircases: an engine keeps its last value until its next sample.
// Faults are shaded bands with labels. Colours are those of Okabe and Ito (2008), told apart with
// every common colour blindness; dashes tell them apart in print.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace faultline::reports {

struct StepPoint {
  std::int64_t at_ns = 0;
  std::int64_t value = 0;
};
struct StepLine {
  std::string name;
  std::vector<StepPoint> points;  // in the order of time
};
struct TimeBand {
  std::string label;
  std::int64_t from_ns = 0;
  std::int64_t to_ns = 0;  // equal to from_ns: one moment, drawn as a line
};
struct StepChart {
  std::string title;  // says what the chart shows, not what its axes are
  std::string value_label;
  std::vector<StepLine> lines;
  std::vector<TimeBand> bands;
};

// The height follows from the title, the plot and the key.
struct Canvas {
  int width;
  int plot_height;
  int font_size;
};
// For a desk and for a phone; both scale with the page.
inline constexpr Canvas kWideCanvas{960, 320, 15};
inline constexpr Canvas kNarrowCanvas{400, 280, 13};

// The gnuplot script that draws it as SVG; one '-' a line.
[[nodiscard]] std::string step_chart_script(const StepChart& chart, const Canvas& canvas);
// Draws into the file at `path`. Empty on success, else a message for the user.
[[nodiscard]] std::string draw_step_chart(const StepChart& chart, const Canvas& canvas,
                                          const std::string& path, const std::string& gnuplot);

// Words into lines of at most `width` characters (a longer word stands alone).
[[nodiscard]] std::vector<std::string> wrapped(const std::string& text, std::size_t width);

}  // namespace faultline::reports

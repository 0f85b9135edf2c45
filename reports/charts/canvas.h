// What every shape of chart shares: the canvas, its colours, its headings and its key. Sizes are
// pixels; gnuplot places by shares of the picture, hence the divisions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace faultline::reports {

// What gnuplot draws into. Those other than SVG are for slides and papers: white, twice as fine.
enum class PictureFormat { kSvg, kPng, kPdf };

// The height follows from the title, the plot and the key.
struct Canvas {
  int width;
  int plot_height;
  int font_size;
  PictureFormat format = PictureFormat::kSvg;
  [[nodiscard]] bool is_narrow() const { return width < 600; }
};
// For a desk and for a phone; both scale with the page.
inline constexpr Canvas kWideCanvas{960, 320, 15};
inline constexpr Canvas kNarrowCanvas{400, 280, 13};

inline constexpr const char* kInk = "#222222";
inline constexpr const char* kSoftInk = "#555555";
inline constexpr const char* kGridInk = "#dddddd";
inline constexpr std::array<const char*, 7> kLineColours = {
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"};

// Where the plots lie within the picture.
struct Layout {
  int left = 0, right = 0, width = 0, height = 0;
  int key_top = 0;  // from the upper edge
  int key_columns = 1;
  [[nodiscard]] int plot_width() const { return width - left - right; }
  [[nodiscard]] double from_left(double pixels) const { return pixels / width; }
  [[nodiscard]] double from_top(double pixels) const { return 1 - pixels / height; }
};

// Words into lines of at most `width` characters (a longer word stands alone). A figure keeps its
// unit beside it.
[[nodiscard]] std::vector<std::string> wrapped(const std::string& text, std::size_t width);
[[nodiscard]] std::vector<std::string> title_lines(const std::string& title, const Canvas& canvas);

// Columns in which `names` fit beside each other below a plot of that width, and the rows they
// take.
struct KeyShape {
  int columns = 1;
  int rows = 1;
};
[[nodiscard]] KeyShape key_shape(const std::vector<std::string>& names, const Canvas& canvas,
                                 int plot_width);

// About five steps up to `largest`, each 1, 2 or 5 times a power of ten: what is counted is whole.
[[nodiscard]] std::int64_t tick_step(std::int64_t largest);
[[nodiscard]] std::int64_t last_tick(std::int64_t largest);

// A line of text, `from_top` pixels below the picture's upper edge.
[[nodiscard]] std::string heading(const std::string& text, double from_top, const Layout& layout,
                                  const std::string& style);
// Terminal, fonts, axes, key, and the title with the label of the values below it.
[[nodiscard]] std::string frame_script(const std::string& title, const std::string& value_label,
                                       const Canvas& canvas, const Layout& layout);
// The upper edge of what stands below the title and the label of the values.
[[nodiscard]] int below_headings(const std::string& title, const std::string& value_label,
                                 const Canvas& canvas);

}  // namespace faultline::reports

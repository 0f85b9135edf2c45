#include "reports/charts/canvas.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "reports/charts/gnuplot.h"

namespace faultline::reports {

namespace {

bool is_unit(const std::string& word) {
  static constexpr std::array<std::string_view, 9> kUnits = {"%", "ns",  "µs",  "ms", "s",
                                                             "B", "KiB", "MiB", "GiB"};
  const std::string_view bare(word.data(), std::min(word.size(), word.find_first_of(",;:)")));
  return std::find(kUnits.begin(), kUnits.end(), bare) != kUnits.end();
}

constexpr const char* kFont = "Helvetica,Arial,sans-serif";
// A pixel of a canvas is a 96th of an inch, a point a 72nd.
constexpr double kPixelsPerInch = 96;
constexpr double kPointsPerPixel = 0.75;

std::string terminal_script(const Canvas& canvas, const Layout& layout) {
  switch (canvas.format) {
    case PictureFormat::kPng:
      return fmt::format(
          "set terminal pngcairo size {},{} noenhanced font 'Helvetica,{}' "
          "fontscale 2 linewidth 2 dashlength 1\n",
          2 * layout.width, 2 * layout.height, canvas.font_size * kPointsPerPixel);
    case PictureFormat::kPdf:
      return fmt::format(
          "set terminal pdfcairo size {}in,{}in noenhanced font 'Helvetica,{}' linewidth 1\n",
          layout.width / kPixelsPerInch, layout.height / kPixelsPerInch,
          canvas.font_size * kPointsPerPixel);
    case PictureFormat::kSvg:
      break;
  }
  return fmt::format("set terminal svg size {},{} dynamic noenhanced font '{},{}'\n", layout.width,
                     layout.height, kFont, canvas.font_size);
}

// As the terminal counts it.
double font_size(double pixels, const Canvas& canvas) {
  return canvas.format == PictureFormat::kSvg ? pixels : pixels * kPointsPerPixel;
}

}  // namespace

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) {
    if (!words.empty() && is_unit(word)) {
      words.back() += " " + word;
    } else {
      words.push_back(word);
    }
  }
  std::vector<std::string> lines;
  for (const std::string& word : words) {
    if (!lines.empty() && lines.back().size() + 1 + word.size() <= width) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::vector<std::string> title_lines(const std::string& title, const Canvas& canvas) {
  return wrapped(title, static_cast<std::size_t>(canvas.width * 100 / (canvas.font_size * 58)));
}

KeyShape key_shape(const std::vector<std::string>& names, const Canvas& canvas, int plot_width) {
  std::size_t longest = 0;
  for (const std::string& name : names) longest = std::max(longest, name.size());
  // As gnuplot reckons: where it finds fewer columns than were asked for it makes more rows, and
  // the last of them lies below the picture.
  const int entry = canvas.font_size * static_cast<int>(longest * 6 + 67) / 10;
  const int count = std::max(1, static_cast<int>(names.size()));
  const int room = plot_width - 2 * canvas.font_size;
  const int columns = std::clamp(room / std::max(1, entry), 1, count);
  return {columns, (count + columns - 1) / columns};
}

std::int64_t tick_step(std::int64_t largest) {
  std::int64_t power = 1;
  while (true) {
    for (const std::int64_t factor : {1, 2, 5}) {
      if (power * factor * 5 >= largest) return power * factor;
    }
    power *= 10;
  }
}

std::int64_t last_tick(std::int64_t largest) {
  const std::int64_t step = tick_step(largest);
  return (largest + step - 1) / step * step;
}

std::string heading(const std::string& text, double from_top, const Layout& layout,
                    const std::string& style) {
  return fmt::format("set label {} at screen {},screen {} left noenhanced {}\n",
                     gnuplot_string(text), layout.from_left(8), layout.from_top(from_top), style);
}

int below_headings(const std::string& title, const std::string& value_label, const Canvas& canvas) {
  const std::size_t lines =
      title_lines(title, canvas).size() + title_lines(value_label, canvas).size();
  return canvas.font_size * static_cast<int>(7 + 14 * lines) / 10;
}

std::string frame_script(const std::string& title, const std::string& value_label,
                         const Canvas& canvas, const Layout& layout) {
  const double font = canvas.font_size;
  std::string script = terminal_script(canvas, layout);
  script += fmt::format(
      "set encoding utf8\n"
      "set lmargin at screen {}\nset rmargin at screen {}\n"
      "set border 3 linecolor rgb '{}'\n"
      "set grid ytics linecolor rgb '{}' linetype 1\n"
      "set key at screen {},screen {} left top horizontal maxcols {} Left reverse samplen 3 "
      "noenhanced textcolor rgb '{}'\n",
      layout.from_left(layout.left), 1 - layout.from_left(layout.right), kInk, kGridInk,
      layout.from_left(layout.left), layout.from_top(layout.key_top), layout.key_columns, kInk);
  double from_top = 1.2 * font;
  for (const std::string& line : title_lines(title, canvas)) {
    script +=
        heading(line, from_top, layout,
                fmt::format("font ',{}' textcolor rgb '{}'", font_size(font + 1, canvas), kInk));
    from_top += 1.4 * font;
  }
  for (const std::string& line : title_lines(value_label, canvas)) {
    script += heading(line, from_top, layout, fmt::format("textcolor rgb '{}'", kSoftInk));
    from_top += 1.4 * font;
  }
  return script;
}

}  // namespace faultline::reports

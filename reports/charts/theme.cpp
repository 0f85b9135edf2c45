#include "reports/charts/theme.h"

#include <fmt/format.h>

#include <array>

#include "reports/render/escape.h"

namespace faultline::reports {

namespace {

struct Pair {
  int red, green, blue;  // as drawn
  std::string_view dark;
};
// The inks of canvas.h, then its lines: on a dark page each needs to be lighter.
constexpr std::array<Pair, 8> kPairs = {{{0x22, 0x22, 0x22, "#e6e9ec"},
                                         {0x55, 0x55, 0x55, "#a9b3bc"},
                                         {0xdd, 0xdd, 0xdd, "#39424b"},
                                         {0x00, 0x72, 0xb2, "#4fa9e2"},
                                         {0xd5, 0x5e, 0x00, "#ff8f45"},
                                         {0x00, 0x9e, 0x73, "#3fcfa5"},
                                         {0xcc, 0x79, 0xa7, "#e8a9cb"},
                                         {0x00, 0x00, 0x00, "#ffffff"}}};

// gnuplot pads the numbers of lines, points and areas and does not pad those of text.
std::string style_sheet() {
  std::string style = "<style>\n@media screen and (prefers-color-scheme: dark) {\n";
  for (const Pair& pair : kPairs) {
    const std::string padded =
        fmt::format("rgb({:3}, {:3}, {:3})", pair.red, pair.green, pair.blue);
    const std::string bare = fmt::format("rgb({},{},{})", pair.red, pair.green, pair.blue);
    style += fmt::format(
        "[stroke='{0}'] {{ stroke: {1}; }} [color='{0}'] {{ color: {1}; }} "
        "[fill='{2}'] {{ fill: {1}; }}\n",
        padded, pair.dark, bare);
  }
  return style + "}\n</style>\n";
}

}  // namespace

std::string themed(std::string svg, std::string_view title) {
  static constexpr std::string_view kTitle = "<title>Gnuplot</title>";
  const std::size_t at = svg.find(kTitle);
  if (at == std::string::npos) return svg;
  svg.replace(at, kTitle.size(),
              fmt::format("<title>{}</title>\n{}", escape_markup(title), style_sheet()));
  return svg;
}

}  // namespace faultline::reports

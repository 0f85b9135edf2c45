// The drawn file is checked by xmllint (package libxml2-utils), as junit.xml is.
#include "reports/story/space_time_svg.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "reports/story/sample_diagram.h"

namespace faultline::reports {

namespace {

bool is_well_formed(const std::string& svg) {
  const std::string path = std::filesystem::temp_directory_path() /
                           ("faultline-diagram-" + std::to_string(getpid()) + ".svg");
  std::ofstream(path, std::ios::binary) << svg;
  const int status = std::system(("xmllint --noout --nonet '" + path + "' 2>/dev/null").c_str());
  std::filesystem::remove(path);
  return status == 0;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("a diagram as SVG is well-formed and needs nothing from elsewhere") {
  const std::string svg = space_time_svg({sample_diagram(), sample_diagram()});
  CHECK(is_well_formed(svg));
  CHECK_FALSE(is_well_formed(svg + "<"));
  CHECK_THAT(svg, Catch::Contains("grace &lt;b&gt;") && !Catch::Contains("href") &&
                      !Catch::Contains("<script") && !Catch::Contains("@import"));
  CHECK(times(svg, "http") == 1);  // the name of the format
  CHECK(is_well_formed(space_time_svg({})));
}

TEST_CASE("a diagram as SVG has a dot where something ran, arrows, and a cross for what was lost") {
  const std::string svg = space_time_svg({sample_diagram()});
  CHECK(times(svg, "<circle ") == 3);
  CHECK(times(svg, "marker-end=") == 3);
  CHECK(times(svg, "class=\"cross lost\"") == 1);
  CHECK(times(svg, "class=\"way lost never\"") == 1);
  CHECK(times(svg, "class=\"band\"") == 1);
  CHECK(times(svg, "class=\"away\"") == 1);
}

TEST_CASE("a diagram as SVG has colours for dark pages") {
  CHECK_THAT(space_time_svg({sample_diagram()}),
             Catch::Contains("@media screen and (prefers-color-scheme: dark)"));
}

// Baselines of two texts that begin at one x are a line of text apart.
TEST_CASE("texts of a diagram as SVG do not overlap") {
  SpaceTime diagram = sample_diagram();
  diagram.events[7].at_ns = diagram.events[6].at_ns + 1;
  const std::string svg = space_time_svg({diagram, sample_diagram()});
  const std::regex text("<text x=\"(\\d+)\" y=\"(\\d+)\"");
  std::map<int, std::vector<int>> columns;
  for (std::sregex_iterator each(svg.begin(), svg.end(), text), end; each != end; ++each)
    columns[std::stoi((*each)[1])].push_back(std::stoi((*each)[2]));
  CHECK(columns.size() > 4);
  for (auto& [x, lines] : columns) {
    std::sort(lines.begin(), lines.end());
    for (std::size_t i = 1; i < lines.size(); ++i) CHECK(lines[i] - lines[i - 1] >= 14);
  }
}

}  // namespace faultline::reports

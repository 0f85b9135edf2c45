// The documents lead to what is there: files, folders and headings; and each room leads whoever
// adds one more to the worked example of it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>

#include "scenarios/catalog.h"
#include "scenarios/program_fixture.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> documents() {
  const fs::path root(FAULTLINE_SOURCE_DIR);
  std::vector<fs::path> found = {root / "README.md"};
  for (const char* room : {"engine", "sim", "reports", "scenarios", "property_tests"})
    for (fs::recursive_directory_iterator each(root / room), end; each != end; ++each) {
      if (each->path().filename() == "node_modules") each.disable_recursion_pending();
      if (each->path().extension() == ".md") found.push_back(each->path());
    }
  return found;
}

// A heading as its link names it: "The catalog: what one learns" -> "the-catalog-what-one-learns".
std::string anchor_of(const std::string& heading) {
  std::string anchor;
  for (const char c : heading) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_') anchor += std::tolower(byte);
    if (c == ' ') anchor += '-';
  }
  return anchor;
}

bool has_heading(const fs::path& document, const std::string& anchor) {
  const std::vector<std::string> lines = lines_of(Workshop::read(document.string()));
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    const std::size_t text = line.find_first_not_of('#');
    return line.starts_with('#') && text != std::string::npos &&
           anchor_of(line.substr(text + 1)) == anchor;
  });
}

TEST_CASE("every link of a document leads to a file and a heading that are there") {
  const std::regex link(R"(\]\(([^)\s]+)\))");
  std::size_t links = 0;
  for (const fs::path& document : documents()) {
    const std::string text = Workshop::read(document.string());
    for (std::sregex_iterator each(text.begin(), text.end(), link), end; each != end; ++each) {
      const std::string to = (*each)[1];
      if (to.starts_with("http")) continue;
      ++links;
      INFO(document.string() << " -> " << to);
      const std::size_t hash = std::min(to.find('#'), to.size());
      const fs::path target = hash == 0 ? document : document.parent_path() / to.substr(0, hash);
      REQUIRE(fs::exists(target));
      if (hash < to.size()) CHECK(has_heading(target, to.substr(hash + 1)));
    }
  }
  CHECK(links > 30);
}

TEST_CASE("the rooms lead to the worked examples of what can be added to them") {
  const std::string root = FAULTLINE_SOURCE_DIR;
  const auto leads = [&](const std::string& readme, const std::string& example) {
    return Workshop::read(root + "/" + readme).find("examples/" + example) != std::string::npos;
  };
  CHECK(leads("sim/README.md", "fault_test.cpp"));
  CHECK(leads("sim/README.md", "checker_test.cpp"));
  CHECK(leads("engine/README.md", "datatype_test.cpp"));
  CHECK(leads("engine/README.md", "engine_test.cpp"));
  for (const auto& example : fs::directory_iterator(root + "/property_tests/examples")) {
    INFO(example.path().string());
    CHECK(lines_of(Workshop::read(example.path().string())).size() <= 150);
  }
}

TEST_CASE("the table of what one learns has each scenario of the catalog once, and no other") {
  const std::string readme = Workshop::read(FAULTLINE_SOURCE_DIR "/scenarios/README.md");
  const std::size_t begin = readme.find("## The catalog: what one learns");
  REQUIRE(begin != std::string::npos);
  const std::string table =
      readme.substr(begin, readme.find("catalog/regressions/", begin) - begin);
  std::vector<std::string> rows;
  for (const std::string& line : lines_of(table))
    if (line.starts_with("| `")) rows.push_back(line.substr(3, line.find('`', 3) - 3));
  std::vector<std::string> names;
  for (const CatalogEntry& entry : read_catalog(default_catalog()))
    if (entry.collection.empty() && entry.scenario.plan) names.push_back(entry.scenario.plan->name);
  std::sort(rows.begin(), rows.end());
  std::sort(names.begin(), names.end());
  CHECK(rows == names);
}

}  // namespace
}  // namespace faultline::scenarios

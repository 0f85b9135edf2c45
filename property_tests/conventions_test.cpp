// The conventions of the house, held on the whole tree. The rules themselves, each shown to fail on
// a small bad text, are tested in conventions/.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>

#include "property_tests/conventions/function_rules.h"
#include "property_tests/conventions/include_rules.h"
#include "property_tests/conventions/text_rules.h"
#include "property_tests/conventions/tree_rules.h"

namespace faultline::conventions {
namespace {

namespace fs = std::filesystem;

std::set<std::string> all_paths() {
  const fs::path root(FAULTLINE_SOURCE_DIR);
  std::set<std::string> paths;
  for (const std::string_view room : kRooms)
    for (fs::recursive_directory_iterator entry(root / room), end; entry != end; ++entry) {
      if (entry->path().filename() == "node_modules") entry.disable_recursion_pending();
      if (entry->is_regular_file())
        paths.insert(entry->path().lexically_relative(root).generic_string());
    }
  return paths;
}

std::string text_of(const std::string& path) {
  std::ifstream file(fs::path(FAULTLINE_SOURCE_DIR) / path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::vector<SourceFile>& sources() {
  static const std::vector<SourceFile> kSources = [] {
    std::vector<SourceFile> files;
    for (const std::string& path : all_paths())
      if (path.ends_with(".h") || path.ends_with(".cpp"))
        files.push_back(source_file(path, text_of(path)));
    return files;
  }();
  return kSources;
}

void expect_none(const Complaints& complaints) {
  for (const std::string& complaint : complaints) FAIL_CHECK(complaint);
}

void expect_none(Complaints (*rule)(const SourceFile&)) {
  REQUIRE(sources().size() > 50);
  for (const SourceFile& file : sources()) expect_none(rule(file));
}

TEST_CASE("includes follow the arrows of the house") {
  expect_none(broken_arrows);
}
TEST_CASE("engine/base stands on the standard library alone") {
  expect_none(base_includes);
}
TEST_CASE("charts are the only users of gnuplot") {
  expect_none(gnuplot_includes);
}
TEST_CASE("no source uses a word that would break determinism") {
  expect_none(banned_words);
}
TEST_CASE("no source leaves business unfinished") {
  expect_none(unfinished_business);
}
TEST_CASE("no source file is longer than 400 lines") {
  expect_none(long_file);
}
TEST_CASE("no line is wider than 100 columns") {
  expect_none(long_lines);
}
TEST_CASE("no function is longer than 70 lines") {
  expect_none(long_functions);
}
TEST_CASE("every header opens with what it is for") {
  expect_none(header_opening);
}
TEST_CASE("files and folders have telling names") {
  expect_none(bad_names(all_paths()));
}
TEST_CASE("every room has a README") {
  expect_none(missing_readmes(all_paths()));
}
TEST_CASE("every fault, workload and checker is registered and has a test") {
  expect_none(unregistered(sources()));
}
TEST_CASE("every data type is registered") {
  expect_none(unlisted_datatypes(sources()));
}

TEST_CASE("the root holds the rooms and what builds them, nothing else") {
  std::set<std::string> entries;
  for (const auto& entry : fs::directory_iterator(FAULTLINE_SOURCE_DIR))
    entries.insert(entry.path().filename().string());
  expect_none(root_entries(entries));
}

}  // namespace
}  // namespace faultline::conventions

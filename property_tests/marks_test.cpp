// A scenario may expect marks by name, so the loader must know all of them: what the sources
// observe is what the engines list.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sim/engines.h"

namespace {

namespace fs = std::filesystem;

// What stands in `text` behind each `opening`, up to the next `closing`.
std::vector<std::string> enclosed(const std::string& text, std::string_view opening, char closing) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    at += opening.size();
    found.push_back(text.substr(at, text.find(closing, at) - at));
  }
  return found;
}

// "SmallBatch" -> "buggify_small_batch"
std::string mark_of_point(const std::string& enumerator) {
  std::string mark = "buggify";
  for (const char c : enumerator) {
    const bool begins = c >= 'A' && c <= 'Z';
    mark += begins ? std::string{'_', static_cast<char>(c - 'A' + 'a')} : std::string{c};
  }
  return mark;
}

// The names in `Mark{"…"}` and the points in `fires(BuggifyPoint::k…,` below a folder, tests aside.
std::set<std::string> observed_below(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".cpp") || path.ends_with("_test.cpp")) continue;
    std::ostringstream stream;
    stream << std::ifstream(path, std::ios::binary).rdbuf();
    const std::string text = stream.str();
    for (const std::string& name : enclosed(text, "Mark{\"", '"')) names.insert(name);
    for (const std::string& point : enclosed(text, "fires(BuggifyPoint::k", ','))
      names.insert(mark_of_point(point));
  }
  return names;
}

}  // namespace

TEST_CASE("every mark that an engine observes is in its list, and every listed one is observed") {
  std::set<std::string> listed;
  for (const faultline::engine::EngineKind& kind : faultline::sim::engine_kinds())
    listed.insert(kind.marks.begin(), kind.marks.end());
  CHECK(observed_below(FAULTLINE_SOURCE_DIR "/engine") == listed);
}

// A scenario may expect marks by name, so the loader must know all of them: what the sources
// observe is what the engines list.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "sim/engines.h"

namespace {

namespace fs = std::filesystem;

// The names in `Mark{"…"}` below a folder, tests aside.
std::set<std::string> observed_below(const fs::path& folder) {
  const std::string_view opening = "Mark{\"";
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".cpp") || path.ends_with("_test.cpp")) continue;
    std::ostringstream stream;
    stream << std::ifstream(path, std::ios::binary).rdbuf();
    const std::string text = stream.str();
    for (std::size_t at = text.find(opening); at != std::string::npos;) {
      at += opening.size();
      names.insert(text.substr(at, text.find('"', at) - at));
      at = text.find(opening, at);
    }
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

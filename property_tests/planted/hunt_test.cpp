// Every check is seen to catch what it is there for: each planted bug is caught by the check that
// is named for it, and nothing fails without it.

#include "property_tests/planted/hunt.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "scenarios/loader/loader.h"

namespace faultline::planted {
namespace {

namespace fs = std::filesystem;
using engine::PlantedBugKind;

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// "kDotReused" of "dot_reused".
std::string enumerator_of(std::string_view name) {
  std::string enumerator = "k";
  bool capital = true;
  for (const char c : name) {
    if (c != '_') enumerator += capital ? static_cast<char>(c - 'a' + 'A') : c;
    capital = c == '_';
  }
  return enumerator;
}

// All sources of the engines and the simulated world, by path, tests aside.
std::vector<std::pair<std::string, std::string>> sources() {
  std::vector<std::pair<std::string, std::string>> found;
  for (const char* room : {"engine", "sim", "reports", "scenarios"})
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(FAULTLINE_SOURCE_DIR) / room)) {
      const std::string path = entry.path().string();
      if ((path.ends_with(".cpp") || path.ends_with(".h")) && !path.ends_with("_test.cpp"))
        found.emplace_back(path, text_of(path));
    }
  return found;
}

TEST_CASE("every planted bug is caught by the check named for it, and nothing fails without it") {
  constexpr std::array<std::uint64_t, 1> kFirstSeeds = {1};
  const std::vector<Hunt> hunts = hunt_all(kFirstSeeds);
  CHECK(hunts.size() >= 40);
  for (const Hunt& hunt : hunts)
    for (const std::string& problem : hunt.problems)
      FAIL_CHECK(std::string(hunt.bug->name) + ": " + problem);
}

TEST_CASE("every planted bug lies somewhere in the sources") {
  const auto all = sources();
  for (const PlantedBugKind& bug : engine::planted_bugs()) {
    const std::string call = "planted(PlantedBug::" + enumerator_of(bug.name) + ")";
    const std::string qualified =
        "engine::planted(engine::PlantedBug::" + enumerator_of(bug.name) + ")";
    bool planted = false;
    for (const auto& [path, text] : all)
      planted = planted || text.find(call) != std::string::npos ||
                text.find(qualified) != std::string::npos;
    INFO(bug.name << " is listed, but nowhere in the sources");
    CHECK(planted);
  }
}

void check_small(const Shrunk& shrunk) {
  INFO(shrunk.bug->name << "\n" << shrunk.text);
  CHECK(shrunk.problem == "");
  CHECK(shrunk.after.commands <= 12);
  CHECK(shrunk.after.faults <= 3);
}

// Of this alone it takes minutes: many commands fill a memory, and each left out changes what is
// evicted.
constexpr std::string_view kSlowToShrink = "eviction_stays_local";

bool in_engine(const PlantedBugKind& bug) {
  static const auto all = sources();
  const std::string place = "PlantedBug::" + enumerator_of(bug.name) + ")";
  return std::any_of(all.begin(), all.end(), [&](const auto& source) {
    return source.first.find("/engine/") != std::string::npos &&
           source.second.find(place) != std::string::npos;
  });
}

TEST_CASE("the first catch of every bug in an engine becomes small and is still caught") {
  std::vector<std::string_view> quick;
  for (const PlantedBugKind& bug : engine::planted_bugs())
    if (in_engine(bug) && bug.name != kSlowToShrink) quick.push_back(bug.name);
  std::vector<std::size_t> commands;
  for (const Shrunk& each : shrink_all(quick)) {
    check_small(each);
    commands.push_back(each.after.commands);
  }
  REQUIRE(commands.size() >= 25);
  std::sort(commands.begin(), commands.end());
  CHECK(commands[commands.size() / 2] <= 5);
}

TEST_CASE("the first catch of a bug that is slow to make small becomes small, too", "[.][soak]") {
  const std::vector<Shrunk> all = shrink_all({&kSlowToShrink, 1});
  REQUIRE(all.size() == 1);
  check_small(all.front());
}

TEST_CASE("every scenario here plants the bug whose name it bears") {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(FAULTLINE_SOURCE_DIR "/property_tests/planted"))
    if (entry.path().extension() == ".json") files.insert(entry.path().stem().string());
  std::set<std::string> names;
  for (const PlantedBugKind& bug : engine::planted_bugs()) names.emplace(bug.name);
  CHECK(files == names);
}

TEST_CASE("a scenario keeps its planted bug when it is written out and read again") {
  const PlantedBugKind& bug = engine::planted_bugs().front();
  const auto loaded = scenarios::load_scenario_file(scenario_of(bug));
  REQUIRE(loaded.plan);
  const auto again = scenarios::load_scenario(scenarios::resolved_text(*loaded.plan), "again.json");
  REQUIRE(again.plan);
  CHECK(again.plan->planted_bug == bug.bug);
  CHECK(again.plan->sha256 == loaded.plan->sha256);
}

TEST_CASE("a bug that does not exist is an error that names the nearest") {
  std::string text = text_of(scenario_of(engine::planted_bugs().front()));
  text.replace(text.find("\"dot_reused\""), 12, "\"dot_resued\"");
  const auto loaded = scenarios::load_scenario(text, "x.json");
  CHECK_FALSE(loaded.plan);
  REQUIRE(loaded.errors.size() == 1);
  const std::string line = scenarios::to_line(loaded.errors.front());
  CHECK(line.find("unknown bug \"dot_resued\"") != std::string::npos);
  CHECK(line.find("did you mean \"dot_reused\"?") != std::string::npos);
}

// A header would carry a planted place into sources that the test build does not compile anew.
TEST_CASE("no header includes planted.h, and no room above the simulated world does") {
  for (const auto& [path, text] : sources()) {
    if (text.find("#include \"engine/base/planted.h\"") == std::string::npos) continue;
    INFO(path);
    CHECK(path.ends_with(".cpp"));
    CHECK((path.find("/engine/") != std::string::npos || path.find("/sim/") != std::string::npos));
  }
}

TEST_CASE("the ordinary program contains no planted bug, not even its name") {
  const std::string ordinary = text_of(FAULTLINE_PROGRAM);
  const std::string test_build = text_of(FAULTLINE_PROGRAM "_planted");
  REQUIRE(ordinary.size() > 100'000);
  for (const PlantedBugKind& bug : engine::planted_bugs()) {
    INFO(bug.name);
    CHECK(ordinary.find(bug.name) == std::string::npos);
    CHECK(test_build.find(bug.name) != std::string::npos);
  }
}

}  // namespace
}  // namespace faultline::planted

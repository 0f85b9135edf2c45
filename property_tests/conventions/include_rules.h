// The arrows of the house, held on the includes: engine <- sim <- reports <- scenarios, the engines
// know nothing of each other, and what reads histories knows no engine's insides (shared design,
// section 2). Each rule answers with the broken lines and what to do instead.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "property_tests/conventions/source_file.h"

namespace faultline::conventions {

using Complaints = std::vector<std::string>;

inline std::string at(const SourceFile& file, std::size_t line) {
  return file.path + ":" + std::to_string(line + 1) + ": ";
}

struct Include {
  std::string name;
  bool angled = false;
  std::size_t line = 0;
};

inline std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> found;
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    if (!file.code[i].starts_with("#include ")) continue;
    const std::string& line = file.lines[i];
    const std::size_t open = line.find_first_of("<\"");
    if (open == std::string::npos) continue;
    const std::size_t close = line.find_first_of(">\"", open + 1);
    found.push_back({line.substr(open + 1, close - open - 1), line[open] == '<', i});
  }
  return found;
}

struct Arrow {
  std::string_view folder;     // who must not
  std::string_view forbidden;  // include what begins so
  std::string_view instead;
};

inline constexpr Arrow kArrows[] = {
    {"engine", "sim/", "the engine does not know that it is simulated; give it an input or a port"},
    {"engine", "reports/", "leave it to an observation"},
    {"engine", "scenarios/", "take a parameter (engine/ports/parameter.h)"},
    {"sim", "reports/", "put it into RunResult and let reports/ read it"},
    {"sim", "scenarios/", "take it from the Plan"},
    {"reports", "scenarios/", "take it as an argument"},
    {"engine", "property_tests/", "keep test helpers with the tests"},
    {"sim", "property_tests/", "keep test helpers with the tests"},
    {"reports", "property_tests/", "keep test helpers with the tests"},
    {"scenarios", "property_tests/", "keep test helpers with the tests"},
    {"engine/active_active", "engine/dynomite/", "move what both need to engine/base or commands"},
    {"engine/dynomite", "engine/active_active/", "move what both need to engine/base or commands"},
    {"sim/checkers", "engine/active_active/", "read the history and the observations"},
    {"sim/checkers", "engine/dynomite/", "read the history and the observations"},
    {"sim/workloads", "engine/active_active/", "a workload knows commands only"},
    {"sim/workloads", "engine/dynomite/", "a workload knows commands only"},
    {"engine", "nlohmann/", "engines take parameters; JSON is read in scenarios/"},
    {"sim", "nlohmann/", "work on the Plan and RunResult; JSON is read and written outside"},
    {"engine", "fmt/", "use the standard library"},
    {"engine", "boost/", "use the standard library"},
    {"engine", "iostream", "no input or output: observe, or FL_ASSERT"},
    {"engine", "fstream", "no input or output: Append, Replace and Sync reach the disk"},
    {"engine", "filesystem", "no input or output: Append, Replace and Sync reach the disk"},
    {"engine", "thread", "a run is single-threaded"},
    {"engine", "mutex", "a run is single-threaded"},
    {"engine", "atomic", "a run is single-threaded"},
    {"engine", "future", "a run is single-threaded"},
    {"engine", "ctime", "time is an argument (StepContext)"},
    {"sim", "ctime", "time is an argument"},
    {"engine", "random", "draw from engine/base/prng.h"},
    {"sim", "random", "draw from engine/base/prng.h"},
    {"reports", "random", "draw from engine/base/prng.h"},
    {"scenarios", "random", "draw from engine/base/prng.h"},
    {"property_tests", "random", "draw from engine/base/prng.h or use RapidCheck"},
};

// A header's whole name, or the beginning of a path.
inline bool names(const Include& include, std::string_view forbidden) {
  return forbidden.ends_with('/') ? std::string_view(include.name).starts_with(forbidden)
                                  : include.name == forbidden;
}

inline Complaints broken_arrows(const SourceFile& file) {
  Complaints complaints;
  for (const Include& include : includes_of(file))
    for (const Arrow& arrow : kArrows)
      if (lies_in(file.path, arrow.folder) && names(include, arrow.forbidden))
        complaints.push_back(at(file, include.line) + std::string(arrow.folder) +
                             " must not include " + include.name +
                             "; instead: " + std::string(arrow.instead));
  return complaints;
}

// engine/base stands alone: the standard library, xxHash and itself.
inline Complaints base_includes(const SourceFile& file) {
  if (!lies_in(file.path, "engine/base") || is_test(file)) return {};
  Complaints complaints;
  for (const Include& include : includes_of(file)) {
    const bool standard = include.angled && include.name.find_first_of("./") == std::string::npos;
    const bool hash = include.angled && include.name == "xxhash.h";
    if (!standard && !hash && !lies_in(include.name, "engine/base"))
      complaints.push_back(at(file, include.line) + "engine/base must not include " + include.name +
                           "; instead: the standard library, or move the file to another folder");
  }
  return complaints;
}

inline Complaints gnuplot_includes(const SourceFile& file) {
  if (lies_in(file.path, "reports/charts")) return {};
  Complaints complaints;
  for (const Include& include : includes_of(file))
    if (include.name.find("gnuplot-iostream") != std::string::npos)
      complaints.push_back(at(file, include.line) +
                           "gnuplot-iostream is used in reports/charts only; instead: add a "
                           "chart there");
  return complaints;
}

}  // namespace faultline::conventions

// Rules on the tree: what lies in the root, that each room explains itself, and that no step of
// adding a fault, workload, checker or data type was forgotten.
#pragma once

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "property_tests/conventions/include_rules.h"
#include "property_tests/conventions/source_file.h"

namespace faultline::conventions {

inline constexpr std::string_view kRooms[] = {"engine", "property_tests", "reports", "scenarios",
                                              "sim"};

// build/ and faultline-out/ are made by the tools and never committed.
inline Complaints root_entries(const std::set<std::string>& entries) {
  static const std::set<std::string_view> kAllowed = {"CMakeLists.txt",
                                                      "CMakePresets.json",
                                                      "LICENSE",
                                                      "README.md",
                                                      "build",
                                                      "dev",
                                                      "faultline-out",
                                                      "engine",
                                                      "reports",
                                                      "scenarios",
                                                      "sim",
                                                      "property_tests"};
  Complaints complaints;
  for (const std::string& entry : entries)
    if (!entry.starts_with(".") && kAllowed.count(entry) == 0)
      complaints.push_back(entry + " lies in the root; instead: move it into one of the rooms");
  return complaints;
}

inline Complaints missing_readmes(const std::set<std::string>& paths) {
  Complaints complaints;
  for (const std::string_view room : kRooms)
    if (paths.count(std::string(room) + "/README.md") == 0)
      complaints.push_back(std::string(room) +
                           "/README.md is missing; instead: say what lives there and how to add "
                           "one more");
  return complaints;
}

inline Complaints bad_names(const std::set<std::string>& paths) {
  Complaints complaints;
  for (const std::string& path : paths) {
    for (const std::string_view vague : {"/common/", "/util/", "/utils/", "/misc/", "/helpers/"})
      if (("/" + path).find(vague) != std::string::npos)
        complaints.push_back(path + ": a folder named so holds anything; instead: its subject");
    if (!path.ends_with(".cpp") && !path.ends_with(".h")) continue;
    const bool snake_case = std::all_of(path.begin(), path.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/' || c == '.';
    });
    if (!snake_case) complaints.push_back(path + ": a file's name; instead: snake_case");
  }
  return complaints;
}

inline std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}
inline std::string stem_of(const std::string& path) {
  const std::size_t begin = path.rfind('/') + 1;
  return path.substr(begin, path.rfind('.') - begin);
}

// A folder whose files are kinds of one thing: crash.cpp defines `FaultKind crash_fault() {`. What
// defines none is a part of others.
struct KindFolder {
  std::string_view folder;
  std::string_view type;
  std::string_view ending;  // of the function's name; may be missing
};
inline constexpr KindFolder kKindFolders[] = {{"sim/faults", "FaultKind", "_fault"},
                                              {"sim/workloads", "WorkloadKind", "_workload"},
                                              {"sim/checkers", "CheckKind", "_check"},
                                              {"reports/charts", "ChartKind", "_chart"}};

// The names of the functions in the file that make a kind.
inline std::vector<std::string> kind_functions(const SourceFile& file, std::string_view type) {
  const std::regex definition("^" + std::string(type) + R"( (\w+)\(\) \{)");
  std::vector<std::string> functions;
  for (const std::string& line : file.code)
    if (std::smatch match; std::regex_search(line, match, definition))
      functions.push_back(match[1]);
  return functions;
}

inline const SourceFile* find_file(const std::vector<SourceFile>& files, const std::string& path) {
  for (const SourceFile& file : files)
    if (file.path == path) return &file;
  return nullptr;
}

inline Complaints unregistered(const SourceFile& file, const std::string& function,
                               const KindFolder& kinds, const std::vector<SourceFile>& files) {
  Complaints complaints;
  const std::string name = function.ends_with(kinds.ending)
                               ? function.substr(0, function.size() - kinds.ending.size())
                               : function;
  if (name != stem_of(file.path))
    complaints.push_back(file.path + " defines " + function + "; instead: in " + name + ".cpp");
  const SourceFile* registry = find_file(files, std::string(kinds.folder) + "/registry.cpp");
  const bool listed =
      registry != nullptr &&
      std::any_of(registry->code.begin(), registry->code.end(), [&](const std::string& line) {
        return has_word(line, name) || has_word(line, function);
      });
  if (!listed)
    complaints.push_back(file.path + " is not in " + std::string(kinds.folder) +
                         "/registry.cpp; instead: add its line there");
  if (find_file(files, std::string(kinds.folder) + "/" + name + "_test.cpp") == nullptr)
    complaints.push_back(file.path + " has no test; instead: add " + name + "_test.cpp beside it");
  return complaints;
}

inline Complaints unregistered(const std::vector<SourceFile>& files) {
  Complaints complaints;
  for (const KindFolder& kinds : kKindFolders)
    for (const SourceFile& file : files) {
      if (folder_of(file.path) != kinds.folder || !file.path.ends_with(".cpp")) continue;
      for (const std::string& function : kind_functions(file, kinds.type))
        for (std::string& complaint : unregistered(file, function, kinds, files))
          complaints.push_back(std::move(complaint));
    }
  return complaints;
}

// Every folder of engine/datatypes is a data type, listed in its registry.
inline Complaints unlisted_datatypes(const std::vector<SourceFile>& files) {
  std::set<std::string> types;
  for (const SourceFile& file : files)
    if (lies_in(folder_of(file.path), "engine/datatypes"))
      types.insert(folder_of(file.path).substr(std::string_view("engine/datatypes/").size()));
  const SourceFile* registry = find_file(files, "engine/datatypes/registry.h");
  Complaints complaints;
  for (const std::string& type : types) {
    bool listed = false;
    if (registry != nullptr)
      for (const Include& include : includes_of(*registry))
        listed = listed || lies_in(include.name, "engine/datatypes/" + type);
    if (!listed)
      complaints.push_back("engine/datatypes/" + type +
                           " is not in registry.h; instead: add its include and its line there");
  }
  return complaints;
}

}  // namespace faultline::conventions

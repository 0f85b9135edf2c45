// Rules on the tree: what lies in the root, that each room explains itself, and that no step of
// adding a fault, workload, checker or data type was forgotten.
#pragma once

#include <algorithm>
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

struct Kind {
  std::string folder;
  std::string name;  // "crash" of sim/faults/crash.cpp
};

inline std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}
inline std::string stem_of(const std::string& path) {
  const std::size_t begin = path.rfind('/') + 1;
  return path.substr(begin, path.rfind('.') - begin);
}

// The .cpp files of a folder that are kinds: not the registry, no test, no part of another file (a
// part has a header that another source includes).
inline std::vector<Kind> kinds_in(std::string_view folder, const std::vector<SourceFile>& files) {
  std::set<std::string> parts = {"registry", "common"};
  for (const SourceFile& file : files)
    if (!is_test(file))
      for (const Include& include : includes_of(file))
        if (lies_in(include.name, folder) && stem_of(include.name) != stem_of(file.path))
          parts.insert(stem_of(include.name));
  std::vector<Kind> kinds;
  for (const SourceFile& file : files)
    if (folder_of(file.path) == folder && file.path.ends_with(".cpp") && !is_test(file) &&
        !is_bench(file) && parts.count(stem_of(file.path)) == 0)
      kinds.push_back({std::string(folder), stem_of(file.path)});
  return kinds;
}

inline const SourceFile* find_file(const std::vector<SourceFile>& files, const std::string& path) {
  for (const SourceFile& file : files)
    if (file.path == path) return &file;
  return nullptr;
}

inline Complaints unregistered(const std::vector<SourceFile>& files) {
  Complaints complaints;
  for (const std::string_view folder :
       {"sim/faults", "sim/workloads", "sim/checkers", "reports/charts"})
    for (const Kind& kind : kinds_in(folder, files)) {
      const std::string path = kind.folder + "/" + kind.name;
      const SourceFile* registry = find_file(files, kind.folder + "/registry.cpp");
      bool listed = false;
      if (registry != nullptr)
        for (const std::string& line : registry->code)
          listed = listed || line.find(kind.name) != std::string::npos;
      if (!listed)
        complaints.push_back(path + ".cpp is not in " + kind.folder +
                             "/registry.cpp; instead: add its line there");
      if (find_file(files, path + "_test.cpp") == nullptr)
        complaints.push_back(path + ".cpp has no test; instead: add " + kind.name +
                             "_test.cpp beside it");
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

#include "scenarios/catalog.h"

#include <algorithm>
#include <filesystem>

namespace faultline::scenarios {

std::string default_catalog() {
  return FAULTLINE_SOURCE_DIR "/scenarios/catalog";
}

std::vector<CatalogEntry> read_catalog(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::pair<std::string, std::string>> files;  // collection, file
  std::error_code error;
  for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error))
    if (each->path().extension() == ".json")
      files.emplace_back(each->path().parent_path().lexically_relative(folder).generic_string(),
                         each->path().string());
  for (auto& [collection, file] : files)
    if (collection == ".") collection.clear();
  std::sort(files.begin(), files.end());
  std::vector<CatalogEntry> entries;
  for (const auto& [collection, file] : files)
    entries.push_back({file, collection, load_scenario_file(file)});
  return entries;
}

}  // namespace faultline::scenarios

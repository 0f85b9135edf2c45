#include "scenarios/catalog.h"

#include <algorithm>
#include <filesystem>

namespace faultline::scenarios {

std::string default_catalog() {
  return FAULTLINE_SOURCE_DIR "/scenarios/catalog";
}

std::vector<CatalogEntry> read_catalog(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error))
    if (each->path().extension() == ".json") files.push_back(each->path().string());
  std::sort(files.begin(), files.end());
  std::vector<CatalogEntry> entries;
  for (const std::string& file : files) entries.push_back({file, load_scenario_file(file)});
  return entries;
}

}  // namespace faultline::scenarios

// The scenarios that come with faultline: every *.json below a folder, by name, each with the
// purpose that it states.
#pragma once

#include <string>
#include <vector>

#include "scenarios/loader.h"

namespace faultline::scenarios {

struct CatalogEntry {
  std::string file;
  LoadedScenario scenario;
};

[[nodiscard]] std::string default_catalog();
// Nothing in it if there is no such folder. In the order of the files' names.
[[nodiscard]] std::vector<CatalogEntry> read_catalog(const std::string& folder);

}  // namespace faultline::scenarios

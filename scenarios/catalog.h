// The scenarios that come with faultline: every *.json below a folder, by name, each with the
// purpose that it states. Those of the folder itself are the catalog; a folder below it is a
// collection of another kind (canary/ holds what must fail).
#pragma once

#include <string>
#include <vector>

#include "scenarios/loader/loader.h"

namespace faultline::scenarios {

struct CatalogEntry {
  std::string file;
  std::string collection;  // "canary"; empty: of the catalog itself
  LoadedScenario scenario;
};

[[nodiscard]] std::string default_catalog();
// Nothing in it if there is no such folder. The catalog itself first, then its collections; in the
// order of the files' names.
[[nodiscard]] std::vector<CatalogEntry> read_catalog(const std::string& folder);

}  // namespace faultline::scenarios

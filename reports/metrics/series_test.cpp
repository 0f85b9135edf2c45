#include "reports/metrics/series.h"

#include <catch2/catch.hpp>
#include <set>

#include "reports/render/folder.h"

namespace faultline::reports {

TEST_CASE("every series without a chart has its name and columns in the README of this room") {
  const std::string readme = read_file(std::string(FAULTLINE_SOURCE_DIR) + "/reports/README.md");
  std::set<std::string> names;
  for (const SeriesKind& kind : series_without_charts()) {
    INFO(kind.name);
    CHECK(names.insert(kind.name).second);
    const std::string header = kind.csv({});
    REQUIRE(header.ends_with("\n"));
    CHECK(readme.find("| `" + kind.name + "` |") != std::string::npos);
    CHECK(readme.find("`" + header.substr(0, header.size() - 1) + "`") != std::string::npos);
  }
}

}  // namespace faultline::reports

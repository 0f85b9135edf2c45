#include "engine/ports/buggify.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace faultline::engine {
namespace {

TEST_CASE("every buggify point has its own line, mark and explanation") {
  std::set<std::string> marks;
  for (const BuggifyPointKind& kind : buggify_points()) {
    CHECK(&kind_of(kind.point) == &kind);
    CHECK(marks.insert(kind.mark).second);
    CHECK(std::string(kind.mark).starts_with("buggify_"));
    CHECK_FALSE(kind.summary.empty());
  }
  CHECK(buggify_points().size() == static_cast<std::size_t>(BuggifyPoint::kGivesUpEarly) + 1);
}

}  // namespace
}  // namespace faultline::engine

#include "scenarios/sweep/engine_order.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "sim/engines.h"

namespace faultline::scenarios {
namespace {

TEST_CASE("engines come in the order of their table, and unknown ones behind them by name") {
  std::set<std::string, EngineOrder> names = {"zebra", "aardvark"};
  std::vector<std::string> expected;
  for (const engine::EngineKind& kind : sim::engine_kinds()) {
    names.emplace(kind.name);
    expected.emplace_back(kind.name);
  }
  expected.insert(expected.end(), {"aardvark", "zebra"});
  CHECK(std::vector<std::string>(names.begin(), names.end()) == expected);
}

}  // namespace
}  // namespace faultline::scenarios

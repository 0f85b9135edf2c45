#include "sim/costs.h"

#include <catch2/catch.hpp>

#include "sim/run.h"

namespace faultline::sim {
namespace {

engine::Instant at(std::int64_t ns) {
  return engine::Instant(engine::Duration(ns));
}

TEST_CASE("a window has what was sent in it, and not what was sent before time 0") {
  Costs costs(engine::Duration(10));
  CHECK(costs.next() == at(0));
  costs.read(at(0), {500, 5});
  CHECK(costs.next() == at(10));
  costs.read(at(10), {530, 7, 40});
  costs.read(at(20), {530, 7, 60, 3});
  const std::vector<CostWindow> windows = costs.take();
  REQUIRE(windows.size() == 2);
  CHECK(windows[0].from_ns == 0);
  CHECK(windows[0].wire_bytes == 30);
  CHECK(windows[0].wire_messages == 2);
  CHECK(windows[0].metadata_bytes == 40);
  CHECK_FALSE(windows[0].tombstones.has_value());
  CHECK(windows[1].from_ns == 10);
  CHECK(windows[1].wire_bytes == 0);
  CHECK(windows[1].tombstones == 3);
}

TEST_CASE("a run that ends within a window leaves a shorter one, and at its border none") {
  for (const std::int64_t end : {10, 14}) {
    Costs costs(engine::Duration(10));
    costs.read(at(0), {});
    costs.read(at(10), {100, 1});
    costs.read(at(end), {120, 2});
    const std::vector<CostWindow> windows = costs.take();
    REQUIRE(windows.size() == (end == 10 ? 1 : 2));
    if (end == 14) CHECK(windows[1].wire_bytes == 20);
  }
}

TEST_CASE("a run interrupted before time 0 has no windows") {
  Costs costs(engine::Duration(10));
  costs.read(at(-3), {100, 1});
  CHECK(costs.take().empty());
}

}  // namespace
}  // namespace faultline::sim

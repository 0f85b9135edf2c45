#include "sim/history/differing_keys.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

engine::Instant at(std::int64_t ns) {
  return engine::Instant(engine::Duration(ns));
}

TEST_CASE("keys that differ are counted from change to change, and weighed by how long") {
  DifferingKeys keys;
  keys.change(true, at(10));
  keys.change(true, at(20));
  keys.change(false, at(20));
  keys.change(false, at(50));
  keys.close(at(90));
  REQUIRE(keys.points().size() == 3);
  CHECK(keys.points()[1].at_ns == 20);
  CHECK(keys.points()[1].differing_keys == 1);
  CHECK(keys.area() == 40);
  CHECK(keys.last_ended() == at(50));
}

}  // namespace
}  // namespace faultline::sim

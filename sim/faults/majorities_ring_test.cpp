#include <catch2/catch.hpp>

#include "sim/faults/reach_fixture.h"

namespace faultline::sim {
namespace {

TEST_CASE("on a ring of majorities everyone reaches a majority, each another one") {
  const engine::Names all = {"us-east/a/0", "us-east/a/1", "us-east/b/0", "us-east/b/1",
                             "eu-west/a/0", "eu-west/a/1", "eu-west/b/0", "eu-west/b/1"};
  for (const std::size_t size : {4U, 5U, 6U, 7U, 8U}) {
    INFO("a ring of " << size);
    const engine::Names places(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
    RecordingTarget target;
    engine::Prng random(1);
    const auto fault = fault_named("majorities_ring", cut_values({{"places", {places}}}));
    CHECK_FALSE(fault->step(target, random));
    std::set<std::set<std::string>> majorities;
    for (const std::string& place : places) {
      std::set<std::string> reached;
      for (const std::string& other : places)
        if (reaches(target, place, other)) reached.insert(other);
      CHECK(2 * reached.size() > size);
      CHECK(reached.size() < size);
      majorities.insert(reached);
    }
    CHECK(majorities.size() == size);
  }
}

}  // namespace
}  // namespace faultline::sim

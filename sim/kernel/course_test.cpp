#include "sim/kernel/course.h"

#include <catch2/catch.hpp>

namespace faultline::sim {
namespace {

TEST_CASE("milestones stay few, and lie a power of two apart, however long the run") {
  Course course(8);
  for (std::uint64_t event = 1; event <= 1000; ++event)
    if (course.due(event)) course.add({event, 0, "", event});
  const std::vector<Milestone> milestones = course.take();
  REQUIRE(milestones.size() >= 4);
  CHECK(milestones.size() < 8);
  for (std::size_t i = 0; i < milestones.size(); ++i)
    CHECK(milestones[i].event == (i + 1) * milestones.front().event);
  CHECK(milestones.front().event == 128);
}

TEST_CASE("of a short run every event is a milestone") {
  Course course(8);
  for (std::uint64_t event = 1; event <= 5; ++event)
    if (course.due(event)) course.add({event, 0, "", event});
  CHECK(course.take().size() == 5);
}

}  // namespace
}  // namespace faultline::sim

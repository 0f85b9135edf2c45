#include "reports/metrics/course.h"

#include <catch2/catch.hpp>

namespace faultline::reports {
namespace {

TEST_CASE("the course is written event by event, an engine after the other") {
  sim::EngineResult engine;
  engine.engine = "dynomite";
  engine.course = {{64, -5, "arrive stream 1 forth", 0xab}, {128, 7, "timer", 0xcd}};
  CHECK(course_csv({&engine}) ==
        "engine,event,at_ns,fingerprint,what\n"
        "dynomite,64,-5,00000000000000ab,arrive stream 1 forth\n"
        "dynomite,128,7,00000000000000cd,timer\n");
}

}  // namespace
}  // namespace faultline::reports

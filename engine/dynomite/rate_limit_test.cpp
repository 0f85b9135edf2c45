#include "engine/dynomite/rate_limit.h"

#include <catch2/catch.hpp>
#include <chrono>

namespace faultline::engine::dynomite {
namespace {

using namespace std::chrono_literals;

int taken(RateLimit& limit, Duration at) {
  int count = 0;
  while (count < 100 && limit.take(WallTime(at))) ++count;
  return count;
}

}  // namespace

TEST_CASE("a second's messages may go at once, and no more in that second") {
  RateLimit limit(5);
  CHECK(taken(limit, 10s) == 5);
  CHECK(taken(limit, 10s + 999ms) == 0);
  CHECK(taken(limit, 11s) == 5);
}

TEST_CASE("long silence saves up one second's messages") {
  RateLimit limit(5);
  CHECK(taken(limit, 10s) == 5);
  CHECK(taken(limit, 1000s) == 5);
}

TEST_CASE("a clock that goes back fills the bucket, as in the real program") {
  RateLimit limit(5);
  CHECK(taken(limit, 10s) == 5);
  CHECK(taken(limit, 3s) == 5);
}

TEST_CASE("what must wait waits for the next whole second of the wall clock") {
  CHECK(RateLimit::wait(WallTime(10s + 250ms)) == 750ms);
  CHECK(RateLimit::wait(WallTime(10s)) == 1s);
  CHECK(RateLimit::wait(WallTime(-250ms)) == 250ms);
}

}  // namespace faultline::engine::dynomite

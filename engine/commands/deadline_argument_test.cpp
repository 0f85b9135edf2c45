#include "engine/commands/deadline_argument.h"

#include <catch2/catch.hpp>
#include <limits>

namespace faultline::engine {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
const WallTime kNow{std::chrono::milliseconds(5000)};

}  // namespace

TEST_CASE("deadlines count in seconds or milliseconds, from now or from 1970") {
  CHECK(deadline_milliseconds(2, kInSeconds, kNow) == 7000);
  CHECK(deadline_milliseconds(2, kInMilliseconds, kNow) == 5002);
  CHECK(deadline_milliseconds(2, kAtSeconds, kNow) == 2000);
  CHECK(deadline_milliseconds(-2, kAtMilliseconds, kNow) == -2);
  CHECK(deadline_unit("exat") == &kAtSeconds);
  CHECK(deadline_unit("KEEPTTL") == nullptr);
}

TEST_CASE("deadlines that overflow milliseconds are none") {
  CHECK_FALSE(deadline_milliseconds(kMost, kInMilliseconds, kNow));
  CHECK_FALSE(deadline_milliseconds(kMost / 1000, kInSeconds, kNow));
  CHECK(deadline_milliseconds(kMost, kAtMilliseconds, kNow) == kMost);
  CHECK_FALSE(deadline_milliseconds(kMost / 1000 + 1, kAtSeconds, kNow));
  CHECK_FALSE(deadline_milliseconds(-kMost / 1000 - 1, kAtSeconds, kNow));
}

TEST_CASE("what nanoseconds cannot hold is the first or the last moment of time") {
  CHECK(milliseconds_of(at_milliseconds(1234)) == 1234);
  CHECK(at_milliseconds(kMost) == WallTime::max());
  CHECK(at_milliseconds(-kMost) == WallTime::min());
}

}  // namespace faultline::engine

#include <catch2/catch.hpp>

#include "sim/host/wall_clock.h"

namespace faultline::sim {
namespace {

using engine::Instant;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("a clock that nobody changed shows true time") {
  const WallClock clock;
  CHECK(clock.at(Instant(seconds(7))) == engine::WallTime(seconds(7)));
  CHECK(clock.offset(Instant(seconds(7))) == seconds(0));
}

TEST_CASE("what is wrong with a clock adds up, and each goes away by itself") {
  WallClock clock;
  const engine::HostId host(0);
  clock.change(DisturbanceId(1), {.host = host, .offset = seconds(3)}, Instant{});
  clock.change(DisturbanceId(2), {.host = host, .drift = engine::Ratio{100'000}},
               Instant(seconds(10)));
  CHECK(clock.offset(Instant(seconds(20))) == seconds(4));
  clock.change(DisturbanceId(3), {.host = host, .granularity = seconds(10)}, Instant(seconds(20)));
  CHECK(clock.at(Instant(seconds(20))) == engine::WallTime(seconds(20)));
  clock.mend(DisturbanceId(1));
  clock.mend(DisturbanceId(3));
  CHECK(clock.offset(Instant(seconds(20))) == seconds(1));
  clock.mend(DisturbanceId(2));
  CHECK(clock.offset(Instant(seconds(20))) == seconds(0));
}

TEST_CASE("a coarse clock rounds towards the past, also before the time 0") {
  WallClock clock;
  clock.change(DisturbanceId(1), {.host = {}, .offset = {}, .drift = {}, .granularity = seconds(1)},
               Instant{});
  CHECK(clock.at(Instant(milliseconds(1999))) == engine::WallTime(seconds(1)));
  CHECK(clock.at(Instant(milliseconds(-1))) == engine::WallTime(seconds(-1)));
}

}  // namespace
}  // namespace faultline::sim

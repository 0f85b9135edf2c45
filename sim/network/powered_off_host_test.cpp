// Connects to a machine that has lost power, and what becomes of them when it returns.
#include <catch2/catch.hpp>

#include "sim/network/two_hosts_fixture.h"

namespace faultline::sim {
namespace {

using engine::Instant;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("a connect to a machine without power succeeds when it is back in time") {
  TwoHosts two;
  two.power_off();
  two.connect();
  two.run_until(milliseconds(500));
  CHECK_FALSE(two.opened);
  two.power_on();
  two.run_until(seconds(10));
  REQUIRE(two.opened);
  // Repeated 200, 600 and 1400 ms after it was lost: the first that finds the machine there counts.
  CHECK(*two.opened >= Instant(milliseconds(700)));
  CHECK(*two.opened < Instant(milliseconds(800)));
  CHECK(two.accepted == 1);
  CHECK_FALSE(two.refused);
}

TEST_CASE("a connect to a machine that stays without power times out and is forgotten") {
  TwoHosts two;
  two.power_off();
  two.connect();
  two.run_until(seconds(4));
  CHECK(two.refused == Instant(seconds(3)));
  two.power_on();
  two.run_until(seconds(200));
  CHECK_FALSE(two.opened);
  CHECK(two.accepted == 0);
}

TEST_CASE("a connect waits for the power also after a cut that held it, and for a cut after that") {
  TwoHosts two;
  two.power_off();
  const DisturbanceId first = two.cut(PartitionMode::kStopped, seconds(1));
  two.connect();
  two.run_until(milliseconds(100));
  two.heal(first);
  two.run_until(milliseconds(1500));  // past the end that the cut would have set
  CHECK_FALSE(two.refused);
  const DisturbanceId second = two.cut(PartitionMode::kJammed, seconds(120));
  two.power_on();
  two.run_until(milliseconds(1600));
  CHECK_FALSE(two.opened);
  two.heal(second);
  two.run_until(seconds(3));
  CHECK(two.opened);
}

}  // namespace
}  // namespace faultline::sim

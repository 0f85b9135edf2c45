#include "sim/network/datagrams.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "sim/network/two_hosts_fixture.h"

namespace faultline::sim {
namespace {

using engine::Ratio;
using std::chrono::milliseconds;
using std::chrono::seconds;

// How often each of 500 datagrams arrived, and whether any overtook another.
struct Arrivals {
  std::map<std::string, int> times;
  bool in_order = true;
  int met = 0;
};
Arrivals sent_under(const PacketFault& fault) {
  TwoHosts two;
  two.begin(fault);
  for (int i = 1000; i < 1500; ++i) {
    two.send_datagram(std::to_string(i));
    two.run_until(milliseconds(i - 999));
  }
  two.run_until(seconds(10));
  Arrivals arrivals;
  std::string last;
  for (const TwoHosts::Arrival& arrival : two.arrivals) {
    ++arrivals.times[arrival.bytes];
    arrivals.in_order &= last <= arrival.bytes;
    last = arrival.bytes;
  }
  arrivals.met = two.met_faults;
  return arrivals;
}

TEST_CASE("on a healthy network every datagram arrives once and in order") {
  const Arrivals arrivals = sent_under({});
  CHECK(arrivals.times.size() == 500);
  for (const auto& [bytes, times] : arrivals.times) CHECK(times == 1);
  CHECK(arrivals.in_order);
  CHECK(arrivals.met == 0);
}

TEST_CASE("lost datagrams never arrive") {
  const Arrivals arrivals = sent_under({.lost = Ratio{200'000}});
  CHECK(arrivals.times.size() > 350);
  CHECK(arrivals.times.size() < 450);
  CHECK(arrivals.met + static_cast<int>(arrivals.times.size()) == 500);
}

TEST_CASE("some datagrams arrive twice") {
  const Arrivals arrivals = sent_under({.duplicated = Ratio{200'000}});
  CHECK(arrivals.times.size() == 500);
  const auto twice = std::count_if(arrivals.times.begin(), arrivals.times.end(),
                                   [](const auto& each) { return each.second == 2; });
  CHECK(twice == arrivals.met);
  CHECK(twice > 50);
}

TEST_CASE("some datagrams are overtaken") {
  const Arrivals arrivals = sent_under({.reordered = Ratio{200'000}});
  CHECK(arrivals.times.size() == 500);
  CHECK_FALSE(arrivals.in_order);
}

TEST_CASE("a cut takes datagrams for good") {
  TwoHosts two;
  const DisturbanceId cut = two.cut(PartitionMode::kJammed, seconds(120));
  two.send_datagram("x");
  two.heal(cut);
  two.run_until(seconds(1));
  CHECK(two.arrivals.empty());
}

TEST_CASE("a machine without power hears no datagram") {
  TwoHosts two;
  two.power_off();
  two.send_datagram("x");
  two.run_until(seconds(1));
  CHECK(two.arrivals.empty());
}

}  // namespace
}  // namespace faultline::sim

// Streams over links that lose packets, are narrow, or die.
#include <algorithm>
#include <catch2/catch.hpp>

#include "sim/network/two_hosts_fixture.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Instant;
using engine::Ratio;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Connected, at 1 s.
std::unique_ptr<TwoHosts> connected(std::vector<LinkPlan> links = {link_between("eu", "us")}) {
  auto two = std::make_unique<TwoHosts>(std::move(links));
  two->connect();
  two->run_until(seconds(1));
  REQUIRE(two->opened);
  return two;
}

TEST_CASE("a stream delivers everything once and in order however many packets are lost") {
  const auto two = connected();
  const DisturbanceId loss = two->begin(PacketFault{.lost = Ratio{400'000}});
  std::string sent;
  for (int i = 0; i < 200; ++i) {
    const std::string text = std::to_string(i) + " ";
    sent += text;
    two->send(text);
    two->run_until(seconds(1) + milliseconds(10) * (i + 1));
  }
  CHECK(two->text() != sent);
  two->run_until(seconds(20));
  two->end_packet_fault(loss);
  two->run_until(seconds(40));
  CHECK(two->text() == sent);
  CHECK(two->met_faults > 10);
  CHECK(two->closed == 0);
}

TEST_CASE("what is sent at one instant arrives together, as a pipeline does") {
  LinkPlan jittery = link_between("eu", "us");
  jittery.latency = {"uniform", {{"min", {milliseconds(50)}}, {"max", {milliseconds(90)}}}};
  const auto two = connected({jittery});
  for (const char* text : {"a", "b", "c"}) two->send(text);
  two->run_until(seconds(1) + milliseconds(1));
  for (const char* text : {"d", "e"}) two->send(text);
  two->run_until(seconds(2));
  CHECK(two->text() == "abcde");
  REQUIRE(two->arrivals.size() == 5);
  CHECK(two->arrivals[0].at == two->arrivals[2].at);
  CHECK(two->arrivals[3].at == two->arrivals[4].at);
  CHECK(two->arrivals[2].at != two->arrivals[3].at);
}

TEST_CASE("each message of a burst takes its time on a narrow link further on") {
  const Duration latency = milliseconds(10);
  LinkPlan narrow = link_between("via", "us", latency);
  narrow.bandwidth = 1'000'000;
  const auto burst = [&](int messages) {
    const auto two = connected({link_between("eu", "via", latency), narrow});
    for (int i = 0; i < messages; ++i) two->send(std::string(10'000, 'x'));
    two->run_until(seconds(2));
    REQUIRE(two->arrivals.size() == static_cast<std::size_t>(messages));
    return two->arrivals.back().at;
  };
  const Duration each = burst(2) - burst(1);
  CHECK(each >= milliseconds(10));
  CHECK(burst(4) - burst(1) == 3 * each);
}

TEST_CASE("what is lost is sent again after 200 ms, then 400 ms, and so on") {
  const auto two = connected();
  const DisturbanceId loss = two->begin(PacketFault{.lost = Ratio{1'000'000}});
  two->send("x");
  two->run_until(milliseconds(1500));  // lost at 1 s and 1.2 s
  two->end_packet_fault(loss);
  two->run_until(seconds(5));
  REQUIRE(two->arrivals.size() == 1);
  CHECK(two->arrivals[0].at == Instant(milliseconds(1600) + kOneWay));
}

TEST_CASE("a corrupted packet resets the stream") {
  const auto two = connected();
  two->begin(PacketFault{.corrupted = Ratio{1'000'000}});
  two->send("x");
  two->run_until(seconds(2));
  CHECK(two->arrivals.empty());
  CHECK(two->closed == 2);
}

TEST_CASE("packets that come twice or late are no matter to a stream") {
  const auto two = connected();
  two->begin(PacketFault{.duplicated = Ratio{1'000'000}, .reordered = Ratio{1'000'000}});
  two->send("x");
  two->send("y");
  two->run_until(seconds(2));
  CHECK(two->text() == "xy");
}

TEST_CASE("messages queue for the bandwidth of a link and leave one after the other") {
  LinkPlan narrow = link_between("eu", "us");
  narrow.bandwidth = 1000;
  const auto two = connected({narrow});
  for (int i = 0; i < 3; ++i) two->send(std::string(460, 'x'));  // 500 bytes on the wire
  two->run_until(seconds(9));
  REQUIRE(two->arrivals.size() == 3);
  for (int i = 0; i < 3; ++i)
    CHECK(two->arrivals[static_cast<std::size_t>(i)].at ==
          Instant(seconds(1) + milliseconds(500) * (i + 1) + kOneWay));
}

TEST_CASE("a full queue drops, and the sender tries again until all is there in order") {
  LinkPlan narrow = link_between("eu", "us");
  narrow.bandwidth = 1000;
  narrow.queue = 1100;
  const auto two = connected({narrow});
  std::string sent;
  for (char c = 'a'; c < 'i'; ++c) {
    two->send(std::string(460, c));
    sent += std::string(460, c);
  }
  two->run_until(seconds(3));
  CHECK(two->text() != sent);
  two->run_until(seconds(30));
  CHECK(two->text() == sent);
}

TEST_CASE("no more than the window is under way, so it takes a round trip for every window") {
  LinkPlan link = link_between("eu", "us");
  link.window = 1000;
  const auto two = connected({link});
  for (int i = 0; i < 6; ++i) two->send(std::string(460, 'x'));
  two->close();
  two->run_until(seconds(9));
  REQUIRE(two->arrivals.size() == 6);
  for (int i = 0; i < 6; ++i)
    CHECK(two->arrivals[static_cast<std::size_t>(i)].at ==
          Instant(seconds(1) + (i / 2 * 2 + 1) * kOneWay));
  CHECK(two->closed == 1);  // the peer hears of the end after the last byte
}

TEST_CASE("a message larger than the window goes alone") {
  LinkPlan link = link_between("eu", "us");
  link.window = 100;
  const auto two = connected({link});
  two->send(std::string(1000, 'x'));
  two->send("y");
  two->run_until(seconds(2));
  REQUIRE(two->arrivals.size() == 2);
  CHECK(two->arrivals[1].at == two->arrivals[0].at + 2 * kOneWay);
}

TEST_CASE("acknowledgements that a cut takes keep the window shut until it heals") {
  LinkPlan link = link_between("eu", "us");
  link.window = 1000;
  const auto two = connected({link});
  const DisturbanceId back = two->cut_back(PartitionMode::kStopped, seconds(120));
  for (int i = 0; i < 4; ++i) two->send(std::string(460, 'x'));
  two->run_until(seconds(10));
  CHECK(two->arrivals.size() == 2);
  two->heal(back);
  two->run_until(seconds(11));
  CHECK(two->arrivals.size() == 4);
}

TEST_CASE("when the direct link dies traffic takes the way round, and returns with the link") {
  const auto two =
      connected({link_between("eu", "us"), link_between("eu", "via"), link_between("via", "us")});
  const DisturbanceId down = two->begin(LinkFault{.down = true});
  two->send("x");
  two->run_until(seconds(2));
  two->end_link_fault(down);
  two->send("y");
  two->run_until(seconds(3));
  REQUIRE(two->arrivals.size() == 2);
  CHECK(two->arrivals[0].at == Instant(seconds(1) + 2 * kOneWay));
  CHECK(two->arrivals[1].at == Instant(seconds(2) + kOneWay));
  CHECK(two->met_faults > 0);
}

TEST_CASE("where no other way is left a dead link stops what is sent until it returns") {
  const auto two = connected();
  const DisturbanceId down = two->begin(LinkFault{.down = true});
  two->send("x");
  two->run_until(seconds(10));
  CHECK(two->arrivals.empty());
  two->end_link_fault(down);
  two->run_until(seconds(30));
  CHECK(two->text() == "x");
  CHECK(two->closed == 0);
}

TEST_CASE("a throttled link delivers the queue at its old speed once the throttle is gone") {
  const auto two = connected();
  const DisturbanceId throttle = two->begin(LinkFault{.bandwidth = 500});
  for (int i = 0; i < 20; ++i) two->send(std::string(460, 'x'));
  two->run_until(milliseconds(3200));
  CHECK(two->arrivals.size() == 2);
  two->end_link_fault(throttle);
  two->run_until(milliseconds(4200));  // the message that had begun keeps its second
  CHECK(two->arrivals.size() == 20);
}

TEST_CASE("a slow link adds its extra latency") {
  const auto two = connected();
  const std::shared_ptr<const Latency> extra =
      make_latency({"constant", {{"value", {Duration(milliseconds(300))}}}});
  two->begin(LinkFault{.extra = extra});
  two->send("x");
  two->run_until(seconds(2));
  REQUIRE(two->arrivals.size() == 1);
  CHECK(two->arrivals[0].at == Instant(milliseconds(1300) + kOneWay));
}

}  // namespace
}  // namespace faultline::sim

#include "sim/network/weather.h"

#include <rapidcheck.h>

#include <bit>
#include <catch2/catch.hpp>
#include <map>
#include <utility>
#include <vector>

namespace faultline::sim {
namespace {

using engine::Instant;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// One message: its link and its time.
struct Message {
  std::uint32_t link;
  Instant at;
};
using Place = std::pair<std::uint32_t, std::int64_t>;  // link, millisecond

std::map<Place, std::vector<std::uint64_t>> draws_of(std::uint64_t seed,
                                                     const std::vector<Message>& messages) {
  Weather weather(seed);
  std::map<Place, std::vector<std::uint64_t>> draws;
  for (const auto& [link, at] : messages)
    draws[{link, at.time_since_epoch() / milliseconds(1)}].push_back(weather.draw(link, at));
  return draws;
}

bool is_prefix(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  return std::equal(
      a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
}

// Messages in an order that goes back by less than the window.
std::vector<Message> messages_from(const std::vector<std::uint8_t>& steps, int each) {
  std::vector<Message> messages;
  Instant now{};
  for (const std::uint8_t step : steps) {
    now += microseconds(137) * (step % 16);
    for (int i = 0; i <= step % each; ++i)
      messages.push_back({step % 3U, now + milliseconds(step / 2)});
  }
  return messages;
}

}  // namespace

TEST_CASE("runs with different numbers of messages meet the same weather everywhere") {
  CHECK(rc::check([](std::uint64_t seed, const std::vector<std::uint8_t>& one,
                     const std::vector<std::uint8_t>& two) {
    const auto first = draws_of(seed, messages_from(one, 1));
    const auto second = draws_of(seed, messages_from(two, 5));
    for (const auto& [place, draws] : first)
      if (const auto found = second.find(place); found != second.end())
        RC_ASSERT(is_prefix(draws, found->second));
  }));
}

TEST_CASE("one more draw in a millisecond changes nothing in the next") {
  Weather quiet(5);
  Weather busy(5);
  const Instant first = Instant(milliseconds(70)) + microseconds(999);
  CHECK(quiet.draw(2, first) == busy.draw(2, first));
  static_cast<void>(busy.draw(2, first));
  CHECK(quiet.draw(2, first + microseconds(1)) == busy.draw(2, first + microseconds(1)));
  CHECK(quiet.draw(2, first + seconds(9)) == busy.draw(2, first + seconds(9)));
}

TEST_CASE("a message that goes back in time continues the ordinals of its millisecond") {
  Weather straight(5);
  Weather relayed(5);
  const Instant early(milliseconds(1000));
  const Instant late(milliseconds(1200));
  const std::uint64_t first = straight.draw(0, early);
  const std::uint64_t second = straight.draw(0, early);
  CHECK(first != second);
  CHECK(relayed.draw(0, early) == first);
  static_cast<void>(relayed.draw(0, late));
  CHECK(relayed.draw(0, early) == second);
}

TEST_CASE("seed, link, millisecond and ordinal each decide the draw") {
  std::map<std::uint64_t, int> seen;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    Weather weather(seed);
    for (std::uint32_t link = 0; link < 5; ++link)
      for (int millisecond = 0; millisecond < 600; ++millisecond)
        for (int ordinal = 0; ordinal < 2; ++ordinal)
          ++seen[weather.draw(link, Instant(milliseconds(millisecond)))];
  }
  CHECK(seen.size() == 5 * 5 * 600 * 2);
}

TEST_CASE("the draws of the weather spread over all bits") {
  Weather weather(1);
  std::vector<int> ones(64, 0);
  for (int millisecond = 0; millisecond < 10'000; ++millisecond) {
    const std::uint64_t draw = weather.draw(3, Instant(milliseconds(millisecond)));
    for (std::size_t bit = 0; bit < 64; ++bit) ones[bit] += static_cast<int>(draw >> bit & 1);
  }
  for (const int count : ones) CHECK(std::abs(count - 5000) < 250);
}

TEST_CASE("the weather of a seed is the same on every compiler") {
  Weather weather(42);
  CHECK(weather.draw(0, Instant()) == 0x9497308d764f2c6fULL);
  CHECK(weather.draw(0, Instant()) == 0xcc48a13d3cba3a75ULL);
  CHECK(weather.draw(7, Instant(seconds(3))) == 0xd597871ac583f478ULL);
}

}  // namespace faultline::sim

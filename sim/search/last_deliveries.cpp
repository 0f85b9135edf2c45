#include "sim/search/last_deliveries.h"

#include <algorithm>
#include <numeric>

#include "engine/base/assert.h"

namespace faultline::sim {
namespace {

void add_at(std::vector<OrderCount>& counts, std::size_t at, const OrderCount& count) {
  if (counts.size() <= at) counts.resize(at + 1);
  counts[at] += count;
}

// How many ways there are to mix that many steps of one with that many of others.
OrderCount ways_to_mix(std::size_t one, std::size_t others) {
  OrderCount ways = 1;
  for (std::size_t i = 1; i <= one; ++i) ways = ways * (others + i) / i;
  return ways;
}

std::vector<OrderCount> mixed(const std::vector<OrderCount>& one,
                              const std::vector<OrderCount>& other) {
  std::vector<OrderCount> counts;
  for (std::size_t a = 0; a < one.size(); ++a)
    for (std::size_t b = 0; b < other.size(); ++b)
      if (one[a] != 0 && other[b] != 0)
        add_at(counts, a + b, one[a] * other[b] * ways_to_mix(a, b));
  return counts;
}

}  // namespace

std::vector<std::uint32_t> LastDeliveries::Place::key() const {
  std::vector<std::uint32_t> key = {local};
  for (const OrderState::Coming& each : coming) {
    key.push_back(each.last ? *each.last + 1 : 0);
    key.push_back(static_cast<std::uint32_t>(each.messages.size()));
    key.insert(key.end(), each.messages.begin(), each.messages.end());
  }
  return key;
}

LastDeliveries::Place LastDeliveries::place_in(const OrderState& state,
                                               std::uint32_t datacenter) const {
  Place place{state.local(datacenter), {}};
  for (std::uint32_t from = 0; from < plan_.datacenters.size(); ++from)
    place.coming.push_back(state.coming(from, datacenter));
  return place;
}

std::vector<LastDeliveries::Next> LastDeliveries::nexts(const Place& place,
                                                        std::uint32_t datacenter) {
  std::vector<Next> nexts;
  const auto add = [&](OrderChoice::Kind kind, std::size_t from) {
    nexts.push_back(
        {{kind, static_cast<std::uint8_t>(from), static_cast<std::uint8_t>(datacenter)}, place});
    return &nexts.back().place;
  };
  for (std::size_t from = 0; from < place.coming.size(); ++from) {
    if (place.coming[from].messages.empty()) continue;
    Place& next = *add(OrderChoice::Kind::kDeliver, from);
    OrderState::Coming& coming = next.coming[from];
    next.local = locals_.deliver(next.local, coming.messages.front());
    if (plan_.repeats) coming.last = coming.messages.front();
    coming.messages.erase(coming.messages.begin());
  }
  for (std::size_t from = 0; from < place.coming.size(); ++from) {
    if (!place.coming[from].last) continue;
    Place& next = *add(OrderChoice::Kind::kRepeat, from);
    next.local = locals_.deliver(next.local, *next.coming[from].last);
    next.coming[from].last.reset();
  }
  return nexts;
}

const LastDeliveries::Courses& LastDeliveries::courses(const Place& place,
                                                       std::uint32_t datacenter) {
  std::vector<std::uint32_t> key = place.key();
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  Courses result;
  for (const Next& next : nexts(place, datacenter))
    for (const auto& [shown, there] : courses(next.place, datacenter)) {
      Course& course = result[shown];
      for (std::size_t steps = 0; steps < there.orders.size(); ++steps)
        add_at(course.orders, steps + 1, there.orders[steps]);
      course.sure.decided = std::min(course.sure.decided, there.sure.decided + 1);
      course.sure.ended = std::min(course.sure.ended, there.sure.ended + 1);
    }
  const bool ends = std::all_of(place.coming.begin(), place.coming.end(),
                                [](const auto& each) { return each.messages.empty(); });
  if (ends) {
    Course& course = result[locals_.shown(place.local)];
    add_at(course.orders, 0, 1);
    course.sure.ended = 0;
  }
  if (result.size() == 1) result.begin()->second.sure.decided = 0;
  return known_.emplace(std::move(key), std::move(result)).first->second;
}

std::vector<Ending> LastDeliveries::endings(const OrderState& state) {
  struct Partial {
    Shown shown;
    std::vector<OrderCount> orders;
    Sureness sure{0, 0};
  };
  std::vector<Partial> all = {{{}, {1}}};
  for (std::uint32_t i = 0; i < plan_.datacenters.size(); ++i) {
    std::vector<Partial> more;
    for (const Partial& partial : all)
      for (const auto& [shown, course] : courses(place_in(state, i), i)) {
        more.push_back(
            {partial.shown,
             mixed(partial.orders, course.orders),
             {partial.sure.decided + course.sure.decided, partial.sure.ended + course.sure.ended}});
        more.back().shown.push_back(shown);
      }
    all = std::move(more);
  }
  std::vector<Ending> endings;
  for (Partial& each : all)
    endings.push_back({std::move(each.shown),
                       std::accumulate(each.orders.begin(), each.orders.end(), OrderCount()),
                       each.sure});
  return endings;
}

void LastDeliveries::walk(Place place, std::uint32_t datacenter, ShownId shown,
                          std::uint32_t Sureness::*toward, Order& way) {
  for (std::uint32_t left = courses(place, datacenter).at(shown).sure.*toward; left > 0; --left) {
    std::vector<Next> all = nexts(place, datacenter);
    const auto next = std::find_if(all.begin(), all.end(), [&](const Next& each) {
      const Courses& there = courses(each.place, datacenter);
      const auto course = there.find(shown);
      return course != there.end() && course->second.sure.*toward + 1 == left;
    });
    FL_ASSERT(next != all.end(), "one of the steps leads nearer");
    way.push_back(next->choice);
    place = std::move(next->place);
  }
}

Order LastDeliveries::way_to(const OrderState& state, const Shown& shown) {
  Sureness sure{0, 0};
  for (std::uint32_t i = 0; i < plan_.datacenters.size(); ++i) {
    const Sureness& here = courses(place_in(state, i), i).at(shown[i]).sure;
    sure = {sure.decided + here.decided, sure.ended + here.ended};
  }
  const auto toward = sure.decided <= sure.ended ? &Sureness::decided : &Sureness::ended;
  Order way;
  for (std::uint32_t i = 0; i < plan_.datacenters.size(); ++i)
    walk(place_in(state, i), i, shown[i], toward, way);
  return way;
}

}  // namespace faultline::sim

#include "sim/history/antichain.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <bit>
#include <cstdint>
#include <vector>

namespace faultline::sim {
namespace {

// Who comes before whom, as rows of bits.
using Order = std::vector<std::uint32_t>;

Width width_of(const Order& order, std::size_t chains) {
  return widest_antichain(order.size(), chains, [&](std::size_t a, std::size_t b) {
    return ((order[a] >> b) & 1U) != 0;
  });
}

Order closed(Order order) {
  for (std::size_t through = 0; through < order.size(); ++through)
    for (std::uint32_t& row : order)
      if (((row >> through) & 1U) != 0) row |= order[through];
  return order;
}

std::size_t widest_by_trying_all(const Order& order) {
  std::size_t widest = 0;
  for (std::uint32_t chosen = 0; chosen < (1U << order.size()); ++chosen) {
    bool apart = true;
    for (std::size_t a = 0; a < order.size(); ++a)
      apart &= ((chosen >> a) & 1U) == 0 || (order[a] & chosen) == 0;
    if (apart) widest = std::max<std::size_t>(widest, std::popcount(chosen));
  }
  return widest;
}

TEST_CASE("the widest antichain is the one that trying all finds") {
  CHECK(rc::check([](const std::vector<std::uint32_t>& drawn) {
    Order order(drawn.begin(), drawn.begin() + std::min<std::size_t>(9, drawn.size()));
    for (std::size_t a = 0; a < order.size(); ++a) {
      order[a] &= (1U << order.size()) - 1U;  // only later ones come after
      order[a] &= ~((2U << a) - 1U);
    }
    order = closed(order);
    const Width width = width_of(order, order.size());
    RC_ASSERT(width.exact);
    RC_ASSERT(width.size == widest_by_trying_all(order));
  }));
}

TEST_CASE("an antichain that looking in turn does not see is found all the same") {
  // 0 and 1 come before 2, nothing before 3: once 2 is looked at, two are gone for one.
  const Order order = {0b0100, 0b0100, 0, 0};
  CHECK(width_of(order, 4).size == 3);
  CHECK(width_of(order, 4).exact);
}

TEST_CASE("of too many elements one gets a lower bound, unless it is the upper one as well") {
  const auto halves = [](std::size_t a, std::size_t b) { return a < 100 && b >= 100; };
  const Width bound = widest_antichain(200, 150, halves);
  CHECK(bound.size == 100);
  CHECK_FALSE(bound.exact);
  CHECK(widest_antichain(200, 100, halves).exact);
}

}  // namespace
}  // namespace faultline::sim

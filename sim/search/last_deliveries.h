// What becomes of a state in which every command has been issued. From then on no replica depends
// on another: each takes what is still on its way to it, in any order of its own, and how these
// orders mix changes nothing. So each replica is looked at by itself, and the numbers of orders are
// multiplied: the partial-order reduction of the search. It is exact, since choices at different
// replicas always commute; those at one replica are not assumed to, all of them are tried.
#pragma once

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <map>
#include <vector>

#include "sim/search/order_state.h"

namespace faultline::sim {

using OrderCount = boost::multiprecision::cpp_int;
using Shown = std::vector<ShownId>;  // by data center

// How soon an outcome is sure, in steps: by then nothing else can come any more, or all has ended.
// (Where messages may arrive twice, more can follow an end.)
struct Sureness {
  static constexpr std::uint32_t kNever = 1U << 24;
  std::uint32_t decided = kNever;
  std::uint32_t ended = kNever;
  [[nodiscard]] std::uint32_t soonest() const { return std::min(decided, ended); }
};

// One way for all to end.
struct Ending {
  Shown shown;
  OrderCount orders;
  Sureness sure;
};

class LastDeliveries {
 public:
  LastDeliveries(const OrderPlan& plan, LocalStates& locals) : plan_(plan), locals_(locals) {}

  // Sorted by what is shown.
  [[nodiscard]] std::vector<Ending> endings(const OrderState& state);
  // The steps after which `shown` is sure, as few as there can be.
  [[nodiscard]] Order way_to(const OrderState& state, const Shown& shown);

 private:
  // A replica's own state, and what is coming by source.
  struct Place {
    LocalState local = 0;
    std::vector<OrderState::Coming> coming;
    [[nodiscard]] std::vector<std::uint32_t> key() const;
  };
  struct Course {
    std::vector<OrderCount> orders;  // by their number of steps
    Sureness sure;
  };
  using Courses = std::map<ShownId, Course>;
  struct Next {
    OrderChoice choice;
    Place place;
  };

  [[nodiscard]] Place place_in(const OrderState& state, std::uint32_t datacenter) const;
  [[nodiscard]] std::vector<Next> nexts(const Place& place, std::uint32_t datacenter);
  const Courses& courses(const Place& place, std::uint32_t datacenter);
  void walk(Place place, std::uint32_t datacenter, ShownId shown, std::uint32_t Sureness::*toward,
            Order& way);

  const OrderPlan& plan_;
  LocalStates& locals_;
  std::map<std::vector<std::uint32_t>, Courses> known_;
};

}  // namespace faultline::sim

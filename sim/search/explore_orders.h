// Every order in which the commands of a plan can be issued and what replicas send each other can
// arrive, by replay: what comes of each, how many orders lead there, and the shortest beginning of
// an order after which it is sure. States are deduplicated by digests, and counted on the graph of
// states; once all is issued, replicas are looked at one by one (last_deliveries.h).
// Model checking by replay with choice points: Godefroid 1997 (VeriSoft); partial orders: Godefroid
// 1996.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/search/last_deliveries.h"
#include "sim/search/order_plan.h"

namespace faultline::sim {

struct OrderOptions {
  std::uint64_t states_max = 5'000'000;
  bool reduced = true;  // by last_deliveries.h; changes no answer but the number of states
  std::function<bool()> go_on = [] { return true; };  // asked now and then
};

struct OrderOutcome {
  std::vector<std::string> shown;  // by data center
  OrderCount orders;
  // With these first steps it is sure to come, whatever follows; empty where nothing else can.
  Order shortest;
  [[nodiscard]] bool agreed() const;
};

struct Exploration {
  std::vector<OrderOutcome> outcomes;  // most orders first, then by what is shown
  OrderCount orders;
  std::uint64_t states = 0;
  bool complete = true;  // else: of the orders that were looked at
};

[[nodiscard]] Exploration explore_orders(const OrderPlan& plan, const OrderOptions& options = {});
// What all show after an order, of which only so much is given: nothing more happens.
[[nodiscard]] std::vector<std::string> shown_after(const OrderPlan& plan, const Order& order);
// What can still come after it.
[[nodiscard]] Exploration explore_orders_after(const OrderPlan& plan, const Order& order,
                                               const OrderOptions& options = {});

}  // namespace faultline::sim

// What is said of orders and of what comes of them, on one line each: for people, and for whoever
// compares outcomes as texts.
#pragma once

#include <string>

#include "sim/search/explore_orders.h"

namespace faultline::sim {

// "us", "us-east->eu-west", "us-east->eu-west(again)", "cut", "heal"
[[nodiscard]] std::string choice_text(const OrderPlan& plan, const OrderChoice& choice);
// The choices in a row.
[[nodiscard]] std::string order_text(const OrderPlan& plan, const Order& order);
// What all show, or "diverged: eu-west: k = x; ap-south, us-east: k = y".
[[nodiscard]] std::string outcome_text(const OrderPlan& plan, const OrderOutcome& outcome);

}  // namespace faultline::sim

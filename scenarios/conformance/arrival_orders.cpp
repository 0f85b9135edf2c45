#include "scenarios/conformance/arrival_orders.h"

#include "engine/base/assert.h"

namespace faultline::scenarios::conformance {

ArrivalOrders::ArrivalOrders(std::string_view name) : random_(engine::Prng(1).child(name)) {}

std::size_t ArrivalOrders::choose(std::size_t sources) {
  FL_ASSERT(sources > 0, "something is left to arrive");
  if (position_ == choices_.size())
    choices_.push_back({drawing_ ? random_.below(sources) : 0, sources});
  Choice& choice = choices_[position_++];
  // A wrong engine may let a command have other effects after another order.
  if (choice.chosen >= sources) choice.chosen = 0;
  choice.among = sources;
  return choice.chosen;
}

bool ArrivalOrders::next() {
  if (drawing_ ? tried_ == kCountedMax + kDrawn : tried_ == kCountedMax) {
    if (drawing_) return false;
    drawing_ = true;
  }
  if (drawing_) {
    choices_.clear();
    ++tried_;
    return true;
  }
  while (!choices_.empty() && choices_.back().chosen + 1 == choices_.back().among)
    choices_.pop_back();
  if (choices_.empty()) return false;
  ++choices_.back().chosen;
  ++tried_;
  return true;
}

std::string ArrivalOrders::text() const {
  std::string text = "order ";
  for (const Choice& choice : choices_)
    if (choice.among > 1) text += std::to_string(choice.chosen);
  return text == "order " ? "the only order" : text;
}

}  // namespace faultline::scenarios::conformance

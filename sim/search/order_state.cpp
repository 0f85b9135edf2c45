#include "sim/search/order_state.h"

#include <algorithm>
#include <string_view>

#include "engine/base/assert.h"

namespace faultline::sim {

OrderState::OrderState(const OrderPlan& plan, const LocalStates& locals)
    : datacenters_(static_cast<std::uint32_t>(plan.datacenters.size())),
      clients_(static_cast<std::uint32_t>(plan.clients.size())),
      words_(datacenters_ + clients_ + datacenters_ * datacenters_ + datacenters_) {
  for (std::uint32_t i = 0; i < datacenters_; ++i) words_[i] = locals.start(i);
}

std::size_t OrderState::list_of(std::uint32_t from) const {
  std::size_t at = datacenters_ + clients_ + std::size_t{datacenters_} * datacenters_;
  for (std::uint32_t i = 0; i < from; ++i) at += 1 + words_[at];
  return at;
}

bool OrderState::all_issued(const OrderPlan& plan) const {
  for (std::uint32_t i = 0; i < clients_; ++i)
    if (words_[datacenters_ + i] < plan.clients[i].commands.size()) return false;
  return true;
}

OrderState::Coming OrderState::coming(std::uint32_t from, std::uint32_t to) const {
  Coming coming;
  if (from == to) return coming;
  const std::size_t list = list_of(from);
  for (std::uint32_t i = arrived(from, to); i < words_[list]; ++i)
    coming.messages.push_back(words_[list + 1 + i]);
  if (repeatable(from, to)) coming.last = words_[list + arrived(from, to)];
  return coming;
}

void OrderState::list_choices(const OrderPlan& plan, Order& choices) const {
  using Kind = OrderChoice::Kind;
  choices.clear();
  const auto add = [&](Kind kind, std::uint32_t from, std::uint32_t to) {
    choices.push_back({kind, static_cast<std::uint8_t>(from), static_cast<std::uint8_t>(to)});
  };
  for (std::uint32_t i = 0; i < clients_; ++i)
    if (words_[datacenters_ + i] < plan.clients[i].commands.size()) add(Kind::kIssue, i, 0);
  for (std::uint32_t from = 0; from < datacenters_; ++from) {
    const std::uint32_t sent = words_[list_of(from)];
    for (std::uint32_t to = 0; to < datacenters_; ++to)
      if (from != to && arrived(from, to) < sent) add(Kind::kDeliver, from, to);
  }
  for (std::uint32_t from = 0; from < datacenters_; ++from)
    for (std::uint32_t to = 0; to < datacenters_; ++to)
      if (repeatable(from, to)) add(Kind::kRepeat, from, to);
}

OrderState OrderState::after(const OrderPlan& plan, LocalStates& locals,
                             const OrderChoice& choice) const {
  OrderState next = *this;
  if (choice.kind == OrderChoice::Kind::kIssue) {
    const std::uint32_t datacenter = plan.clients[choice.from].datacenter;
    std::uint32_t& issued = next.words_[datacenters_ + choice.from];
    LocalStates::Issued result = locals.issue(local(datacenter), choice.from, issued++);
    next.words_[datacenter] = result.after;
    const std::size_t list = list_of(datacenter);
    const auto end = static_cast<std::ptrdiff_t>(list + 1 + words_[list]);
    next.words_.insert(next.words_.begin() + end, result.messages.begin(), result.messages.end());
    next.words_[list] += static_cast<std::uint32_t>(result.messages.size());
    next.forget_arrived(datacenter);
    return next;
  }
  const std::uint32_t from = choice.from;
  const std::uint32_t to = choice.to;
  const bool again = choice.kind == OrderChoice::Kind::kRepeat;
  const std::uint32_t number = arrived(from, to) - (again ? 1 : 0);
  next.words_[to] = locals.deliver(local(to), words_[list_of(from) + 1 + number]);
  next.words_[place(from, to)] = (number + 1) | (plan.repeats && !again ? kRepeatable : 0);
  next.forget_arrived(from);
  return next;
}

void OrderState::forget_arrived(std::uint32_t from) {
  const std::size_t list = list_of(from);
  std::uint32_t old = words_[list];
  for (std::uint32_t to = 0; to < datacenters_; ++to)
    if (to != from) old = std::min(old, arrived(from, to) - (repeatable(from, to) ? 1 : 0));
  if (old == 0) return;
  const auto begin = words_.begin() + static_cast<std::ptrdiff_t>(list + 1);
  words_.erase(begin, begin + old);
  words_[list] -= old;
  for (std::uint32_t to = 0; to < datacenters_; ++to)
    if (to != from) words_[place(from, to)] -= old;
}

engine::Hash128 OrderState::digest() const {
  return engine::hash128(
      {reinterpret_cast<const char*>(words_.data()), words_.size() * sizeof(std::uint32_t)});
}

}  // namespace faultline::sim

#include "sim/search/order_state.h"

#include <algorithm>

namespace faultline::sim {

OrderState::OrderState(const OrderPlan& plan, const LocalStates& locals)
    : datacenters_(static_cast<std::uint32_t>(plan.datacenters.size())),
      clients_(static_cast<std::uint32_t>(plan.clients.size())),
      words_(crash_place() + 1 + datacenters_) {
  for (std::uint32_t i = 0; i < datacenters_; ++i) words_[i] = locals.start(i);
  if (plan.cut.empty()) set_cut(Trouble::kOver);
  if (!plan.crash) set_crash(Trouble::kOver);
}

std::size_t OrderState::list_of(std::uint32_t from) const {
  std::size_t at = crash_place() + 1;
  for (std::uint32_t i = 0; i < from; ++i) at += 1 + words_[at];
  return at;
}

bool OrderState::only_deliveries_left(const OrderPlan& plan) const {
  if (cut() != Trouble::kOver || crash() != Trouble::kOver) return false;
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
    if (words_[datacenters_ + i] < plan.clients[i].commands.size() &&
        !down(plan, plan.clients[i].datacenter))
      add(Kind::kIssue, i, 0);
  if (cut() == Trouble::kComing) add(Kind::kCut, 0, 0);
  if (cut() == Trouble::kOn) add(Kind::kHeal, 0, 0);
  if (crash() == Trouble::kComing) add(Kind::kCrash, 0, 0);
  if (crash() == Trouble::kOn) add(Kind::kRestart, 0, 0);
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
  switch (choice.kind) {
    case OrderChoice::Kind::kIssue:
      next.issue(plan, locals, choice.from);
      break;
    case OrderChoice::Kind::kDeliver:
    case OrderChoice::Kind::kRepeat:
      next.deliver(plan, locals, choice);
      break;
    case OrderChoice::Kind::kCut:
      next.set_cut(Trouble::kOn);
      next.lose(plan);
      break;
    case OrderChoice::Kind::kHeal:
      next.set_cut(Trouble::kOver);
      break;
    case OrderChoice::Kind::kCrash:
      next.go_down(plan, locals);
      break;
    case OrderChoice::Kind::kRestart:
      next.set_crash(Trouble::kOver);
      break;
  }
  return next;
}

void OrderState::issue(const OrderPlan& plan, LocalStates& locals, std::uint32_t client) {
  const std::uint32_t datacenter = plan.clients[client].datacenter;
  std::uint32_t& issued = words_[datacenters_ + client];
  const LocalStates::Issued result = locals.issue(local(datacenter), client, issued++);
  words_[datacenter] = result.after;
  const std::size_t list = list_of(datacenter);
  const auto end = static_cast<std::ptrdiff_t>(list + 1 + words_[list]);
  words_.insert(words_.begin() + end, result.messages.begin(), result.messages.end());
  words_[list] += static_cast<std::uint32_t>(result.messages.size());
  lose(plan);
  forget_arrived(datacenter);
}

void OrderState::deliver(const OrderPlan& plan, LocalStates& locals, const OrderChoice& choice) {
  const bool again = choice.kind == OrderChoice::Kind::kRepeat;
  const std::uint32_t number = arrived(choice.from, choice.to) - (again ? 1 : 0);
  const MessageId message = words_[list_of(choice.from) + 1 + number];
  words_[choice.to] = locals.deliver(local(choice.to), message);
  words_[place(choice.from, choice.to)] = (number + 1) | (plan.repeats && !again ? kRepeatable : 0);
  forget_arrived(choice.from);
}

void OrderState::go_down(const OrderPlan& plan, const LocalStates& locals) {
  set_crash(Trouble::kOn);
  const std::uint32_t datacenter = plan.crash->datacenter;
  if (plan.crash->forgets) words_[datacenter] = locals.start(datacenter);
  lose(plan);
}

void OrderState::lose(const OrderPlan& plan) {
  if (cut() != Trouble::kOn && crash() != Trouble::kOn) return;
  const auto lose_all = [&](std::uint32_t from, std::uint32_t to) {
    words_[place(from, to)] = words_[list_of(from)];
  };
  if (cut() == Trouble::kOn)
    for (const auto& [from, to] : plan.cut) lose_all(from, to);
  if (crash() == Trouble::kOn)
    for (std::uint32_t other = 0; other < datacenters_; ++other)
      if (const std::uint32_t own = plan.crash->datacenter; other != own) {
        lose_all(own, other);
        lose_all(other, own);
      }
  for (std::uint32_t from = 0; from < datacenters_; ++from) forget_arrived(from);
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

// A state of all replicas together, as a row of numbers: each replica's own state, what each client
// has issued, and what is still on its way. What has arrived everywhere is no part of it: it lives
// on in the replicas' states alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/hash.h"
#include "sim/search/local_states.h"

namespace faultline::sim {

class OrderState {
 public:
  OrderState(const OrderPlan& plan, const LocalStates& locals);

  [[nodiscard]] LocalState local(std::uint32_t datacenter) const { return words_[datacenter]; }
  // Every command is issued, the cut and the crash are over: each replica is alone with what is
  // coming.
  [[nodiscard]] bool only_deliveries_left(const OrderPlan& plan) const;
  // What has not arrived there yet of that stream, in order; and what arrived last, if it may once
  // more.
  struct Coming {
    std::optional<MessageId> last{};
    std::vector<MessageId> messages{};
  };
  [[nodiscard]] Coming coming(std::uint32_t from, std::uint32_t to) const;

  // In a fixed order: clients, the cut, the crash, streams by source and target, what arrives
  // again.
  void list_choices(const OrderPlan& plan, Order& choices) const;
  [[nodiscard]] OrderState after(const OrderPlan& plan, LocalStates& locals,
                                 const OrderChoice& choice) const;
  [[nodiscard]] engine::Hash128 digest() const;

 private:
  enum class Trouble : std::uint32_t { kComing, kOn, kOver };
  // words_: a local state each data center; a number of issued commands each client; a place each
  // pair of data centers; the cut; the crash; then each data center's messages that matter still,
  // their number first. A place is how many of these have arrived or are lost, and whether the last
  // may arrive again.
  static constexpr std::uint32_t kRepeatable = 0x80000000;
  [[nodiscard]] std::size_t place(std::uint32_t from, std::uint32_t to) const {
    return datacenters_ + clients_ + from * datacenters_ + to;
  }
  [[nodiscard]] std::uint32_t arrived(std::uint32_t from, std::uint32_t to) const {
    return words_[place(from, to)] & ~kRepeatable;
  }
  [[nodiscard]] bool repeatable(std::uint32_t from, std::uint32_t to) const {
    return (words_[place(from, to)] & kRepeatable) != 0;
  }
  // Where the number of a source's messages stands.
  [[nodiscard]] std::size_t list_of(std::uint32_t from) const;
  [[nodiscard]] std::size_t cut_place() const {
    return datacenters_ + clients_ + std::size_t{datacenters_} * datacenters_;
  }
  [[nodiscard]] std::size_t crash_place() const { return cut_place() + 1; }
  [[nodiscard]] Trouble cut() const { return static_cast<Trouble>(words_[cut_place()]); }
  [[nodiscard]] Trouble crash() const { return static_cast<Trouble>(words_[crash_place()]); }
  void set_cut(Trouble cut) { words_[cut_place()] = static_cast<std::uint32_t>(cut); }
  void set_crash(Trouble crash) { words_[crash_place()] = static_cast<std::uint32_t>(crash); }
  [[nodiscard]] bool down(const OrderPlan& plan, std::uint32_t datacenter) const {
    return crash() == Trouble::kOn && plan.crash->datacenter == datacenter;
  }
  void issue(const OrderPlan& plan, LocalStates& locals, std::uint32_t client);
  void deliver(const OrderPlan& plan, LocalStates& locals, const OrderChoice& choice);
  void go_down(const OrderPlan& plan, const LocalStates& locals);
  // What is on its way over a cut that is on, or to or from a replica that is down.
  void lose(const OrderPlan& plan);
  void forget_arrived(std::uint32_t from);

  std::uint32_t datacenters_;
  std::uint32_t clients_;
  std::vector<std::uint32_t> words_;
};

}  // namespace faultline::sim

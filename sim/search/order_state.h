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
  [[nodiscard]] bool all_issued(const OrderPlan& plan) const;
  // What has not arrived there yet of that stream, in order; and what arrived last, if it may once
  // more.
  struct Coming {
    std::optional<MessageId> last{};
    std::vector<MessageId> messages{};
  };
  [[nodiscard]] Coming coming(std::uint32_t from, std::uint32_t to) const;

  // In a fixed order: clients first, then streams by source and target, then what arrives again.
  void list_choices(const OrderPlan& plan, Order& choices) const;
  [[nodiscard]] OrderState after(const OrderPlan& plan, LocalStates& locals,
                                 const OrderChoice& choice) const;
  [[nodiscard]] engine::Hash128 digest() const;

 private:
  // words_: a local state each data center; a number of issued commands each client; a place each
  // pair of data centers; then each data center's messages that matter still, their number first.
  // A place is how many of these have arrived, and whether the last may arrive again.
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
  void forget_arrived(std::uint32_t from);

  std::uint32_t datacenters_;
  std::uint32_t clients_;
  std::vector<std::uint32_t> words_;
};

}  // namespace faultline::sim

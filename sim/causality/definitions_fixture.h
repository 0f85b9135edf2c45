// Causal consistency, convergence and memory by their definitions (Bouajjani et al., POPL 2017,
// section 3): is there a strict partial order of the accesses, or beside it a total one, such that
// every access returns what a register would. All of them are tried, hence for up to seven
// accesses.
#pragma once

#include <vector>

#include "sim/causality/pattern_table_fixture.h"

namespace faultline::sim {

class Definitions {
 public:
  explicit Definitions(const RegisterHistory& history)
      : accesses_(history), session_order_(session_relation(accesses_)) {
    extend(session_order_, 0);
  }

  [[nodiscard]] bool consistent() const { return consistent_; }
  [[nodiscard]] bool convergent() const { return convergent_; }
  [[nodiscard]] bool memory() const { return memory_; }
  [[nodiscard]] std::uint64_t orders() const { return orders_; }

 private:
  // Decides pair after pair: before, after, or unordered. What is transitive in the end counts.
  void extend(const AccessRelation& order, AccessIndex pair) {
    const AccessIndex size = accesses_.size();
    if (pair == size * size) {
      AccessRelation closed = order;
      closed.close();
      if (closed == order && !order.cyclic()) judge(order);
      return;
    }
    const AccessIndex one = pair / size;
    const AccessIndex other = pair % size;
    extend(order, pair + 1);
    if (one == other || order.has(one, other) || order.has(other, one)) return;
    AccessRelation more = order;
    more.add(one, other);
    extend(more, pair + 1);
  }

  void judge(const AccessRelation& order) {
    ++orders_;
    bool consistent = true;
    bool memory = true;
    for (AccessIndex last = 0; last < accesses_.size(); ++last) {
      const auto alone = [&](AccessIndex each) { return each == last; };
      const auto session = [&](AccessIndex each) {
        return each == last || session_order_.has(each, last);
      };
      consistent = consistent && some_sequence(order, past_of(order, last), alone);
      memory = memory && some_sequence(order, past_of(order, last), session);
    }
    consistent_ = consistent_ || consistent;
    memory_ = memory_ || memory;
    if (consistent && !convergent_) convergent_ = some_arbitration(order);
  }
  [[nodiscard]] std::vector<bool> past_of(const AccessRelation& order, AccessIndex last) const {
    std::vector<bool> past(accesses_.size());
    for (AccessIndex i = 0; i < accesses_.size(); ++i) past[i] = i == last || order.has(i, last);
    return past;
  }
  // Of those in `past` in an order that extends `order`: a sequence in which a register answers the
  // accesses that are `visible` as they were answered.
  template <class Visible>
  [[nodiscard]] bool some_sequence(const AccessRelation& order, std::vector<bool> past,
                                   const Visible& visible,
                                   std::vector<std::uint32_t> values = {}) const {
    if (values.empty()) values.assign(16, kInitialValue);
    bool anything_left = false;
    for (AccessIndex next = 0; next < accesses_.size(); ++next) {
      if (!past[next]) continue;
      anything_left = true;
      bool ready = true;
      for (AccessIndex i = 0; i < accesses_.size(); ++i)
        ready = ready && !(past[i] && order.has(i, next));
      const RegisterAccess& access = accesses_[next];
      if (!ready || (!access.writes && visible(next) && values[access.key] != access.value))
        continue;
      std::vector<bool> rest = past;
      rest[next] = false;
      std::vector<std::uint32_t> then = values;
      if (access.writes) then[access.key] = access.value;
      if (some_sequence(order, rest, visible, then)) return true;
    }
    return !anything_left;
  }
  // A total order that extends `order`, and along which every access returns what was written last
  // of what comes before it in `order`.
  [[nodiscard]] bool some_arbitration(const AccessRelation& order,
                                      std::vector<AccessIndex> sequence = {}) const {
    if (sequence.size() == accesses_.size()) return true;
    for (AccessIndex next = 0; next < accesses_.size(); ++next) {
      bool ready = std::find(sequence.begin(), sequence.end(), next) == sequence.end();
      for (AccessIndex i = 0; i < accesses_.size(); ++i)
        ready = ready && (!order.has(i, next) ||
                          std::find(sequence.begin(), sequence.end(), i) != sequence.end());
      if (!ready) continue;
      const RegisterAccess& access = accesses_[next];
      std::uint32_t value = kInitialValue;
      for (const AccessIndex each : sequence)
        if (accesses_[each].writes && accesses_[each].key == access.key && order.has(each, next))
          value = accesses_[each].value;
      if (!access.writes && value != access.value) continue;
      std::vector<AccessIndex> more = sequence;
      more.push_back(next);
      if (some_arbitration(order, more)) return true;
    }
    return false;
  }

  Accesses accesses_;
  AccessRelation session_order_;
  bool consistent_ = false;
  bool convergent_ = false;
  bool memory_ = false;
  std::uint64_t orders_ = 0;
};

}  // namespace faultline::sim

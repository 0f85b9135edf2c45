// A bad pattern of what clients saw of registers, told in a sentence: who wrote and read what when,
// in causal order, and what does not fit.
#pragma once

#include <string>

#include "sim/causality/bad_patterns.h"
#include "sim/checkers/client_registers.h"

namespace faultline::sim {

class CausalStory {
 public:
  // All of these outlive it.
  CausalStory(const History& history, const ClientRegisters& registers, const CausalOrder& order)
      : history_(&history), registers_(&registers), order_(&order) {}

  // With its full stop.
  [[nodiscard]] std::string text(const BadPattern& pattern) const;

 private:
  using Steps = std::vector<CausalStep>;
  [[nodiscard]] std::string thin_air(AccessIndex read) const;
  [[nodiscard]] std::string wrong_read(const Steps& steps) const;
  [[nodiscard]] std::string causal_cycle(Steps steps) const;
  [[nodiscard]] std::string initial_read(const Steps& steps) const;
  [[nodiscard]] std::string order_cycle(const BadPattern& pattern) const;

  // Who did what along the steps, in causal order.
  [[nodiscard]] std::string course(std::span<const CausalStep> steps) const;
  [[nodiscard]] std::string deed(std::span<const CausalStep> steps, std::size_t index) const;
  [[nodiscard]] std::string what_was_read(AccessIndex read) const;
  // Steps with conflicts, each with the read that decides it.
  [[nodiscard]] std::string clauses(const Steps& steps) const;
  [[nodiscard]] std::string conflict(const CausalStep& step, AccessIndex later) const;
  [[nodiscard]] std::string how_it_knew(AccessIndex write, AccessIndex read) const;

  [[nodiscard]] const OperationEntry& operation(AccessIndex access) const;
  [[nodiscard]] const std::string& client(AccessIndex access) const;
  [[nodiscard]] std::string key(AccessIndex access) const;
  [[nodiscard]] std::string value(AccessIndex access) const;
  [[nodiscard]] std::string moment(AccessIndex access) const;

  const History* history_;
  const ClientRegisters* registers_;
  const CausalOrder* order_;
};

}  // namespace faultline::sim

// The checks of one run: fed with what is observed, they conclude one after the other. What several
// of them take down alike is taken down once, by a recorder that they share.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sim/checkers/checker.h"

namespace faultline::sim {

class Checks {
 public:
  void add(const CheckKind& kind);
  [[nodiscard]] bool empty() const { return checkers_.empty(); }
  void observe(const History::Where& where, const engine::Observation& observation,
               const History& history);
  // Each in the order in which they were added, and gone when it has concluded.
  void conclude(const History& history, EngineResult& result);

 private:
  void feed(Observer& observer);

  Recorders recorders_;
  std::vector<std::unique_ptr<Checker>> checkers_;
  // By kind of observation; recorders come before those who share them.
  std::array<std::vector<Observer*>, ObservationKinds().size()> observers_;
};

}  // namespace faultline::sim

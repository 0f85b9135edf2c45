#include "sim/checkers/checks.h"

#include <algorithm>
#include <utility>

namespace faultline::sim {

void Checks::feed(Observer& observer) {
  const ObservationKinds observes = observer.observes();
  for (std::size_t kind = 0; kind < observers_.size(); ++kind)
    if (observes.test(kind)) observers_[kind].push_back(&observer);
}

void Checks::add(const CheckKind& kind) {
  std::unique_ptr<Checker> checker = kind.make();
  const std::size_t known = recorders_.all().size();
  checker->share(recorders_);
  for (std::size_t i = known; i < recorders_.all().size(); ++i) feed(*recorders_.all()[i]);
  feed(*checker);
  checkers_.push_back(std::move(checker));
}

void Checks::observe(const History::Where& where, const engine::Observation& observation,
                     const History& history) {
  for (Observer* observer : observers_[observation.index()])
    observer->observe(where, observation, history);
}

void Checks::conclude(const History& history, EngineResult& result) {
  observers_ = {};
  for (std::unique_ptr<Checker>& checker : checkers_) {
    checker->conclude(history, result);
    checker.reset();  // the next may need the memory
  }
  checkers_.clear();
  recorders_ = {};
}

}  // namespace faultline::sim

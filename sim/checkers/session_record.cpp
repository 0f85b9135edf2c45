#include "sim/checkers/session_record.h"

#include <numeric>

namespace faultline::sim {

const ReplicaLives& SessionRecord::lives(const History& history) {
  if (!lives_) lives_.emplace(history, restorations_);
  return *lives_;
}

const std::vector<std::vector<KeyRead>>& SessionRecord::reads(const History& history) {
  if (!answered_) answered_ = reads_.answered(history);
  return *answered_;
}

const KeyArrivals& SessionRecord::arrivals(const History& history, KeyIndex key) {
  arrivals_.resize(history.keys().size());
  if (!arrivals_[key]) {
    std::vector<std::size_t> all(lives(history).all().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    arrivals_[key] = std::make_unique<const KeyArrivals>(history, lives(history),
                                                         history.keys()[key], std::move(all));
  }
  return *arrivals_[key];
}

}  // namespace faultline::sim

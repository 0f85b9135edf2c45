#include "sim/kernel/course.h"

namespace faultline::sim {

void Course::add(Milestone milestone) {
  milestones_.push_back(std::move(milestone));
  if (milestones_.size() < most_) return;
  spacing_ *= 2;
  std::erase_if(milestones_, [&](const Milestone& each) { return !due(each.event); });
}

}  // namespace faultline::sim

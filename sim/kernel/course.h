// Milestones of a run's course: events by their numbers, each with the fingerprint up to it. Two
// runs that differ share the milestones before the first event that differs. Every event is one at
// first; when there are too many every other goes, so that the spacing is a power of two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace faultline::sim {

struct Milestone {
  std::uint64_t event = 0;  // from 1
  std::int64_t at_ns = 0;   // before 0: the machines warm up
  std::string what;
  std::uint64_t fingerprint = 0;
};

class Course {
 public:
  explicit Course(std::size_t most = 1024) : most_(most) {}
  // Whether the event of that number is to be added.
  [[nodiscard]] bool due(std::uint64_t event) const { return event % spacing_ == 0; }
  void add(Milestone milestone);
  [[nodiscard]] std::vector<Milestone> take() { return std::move(milestones_); }

 private:
  std::size_t most_;
  std::uint64_t spacing_ = 1;
  std::vector<Milestone> milestones_;
};

}  // namespace faultline::sim

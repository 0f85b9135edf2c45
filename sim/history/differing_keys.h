// How many keys differ between their replicas, from one change to the next: the curve of divergence
// and the area under it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/time.h"
#include "sim/run_result.h"

namespace faultline::sim {

class DifferingKeys {
 public:
  // One key begins or ceases to differ.
  void change(bool differs, engine::Instant now);
  // The run ends.
  void close(engine::Instant now) { advance(now); }

  // Key-nanoseconds.
  [[nodiscard]] std::int64_t area() const { return area_; }
  // When the last key ceased to differ and none was left.
  [[nodiscard]] engine::Instant last_ended() const { return last_ended_; }
  [[nodiscard]] const std::vector<DivergencePoint>& points() const { return points_; }

 private:
  void advance(engine::Instant now);

  std::int64_t count_ = 0;
  std::int64_t area_ = 0;
  engine::Instant since_{};
  engine::Instant last_ended_{};
  std::vector<DivergencePoint> points_;
};

}  // namespace faultline::sim

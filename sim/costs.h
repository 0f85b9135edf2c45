// What replication takes, window of time by window of time: the counters of a run, read at the
// borders of the windows. Reading schedules nothing and changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/time.h"
#include "sim/run_result.h"

namespace faultline::sim {

// Bytes and messages since the machines started; of what replicas keep, the most since the last
// look.
struct CostCounters {
  std::uint64_t wire_bytes = 0;
  std::uint64_t wire_messages = 0;
  std::optional<std::uint64_t> metadata_bytes{};
  std::optional<std::uint64_t> tombstones{};
};

class Costs {
 public:
  explicit Costs(engine::Duration width) : width_(width) {}

  // When the counters are to be read next: at time 0, then where each window ends.
  [[nodiscard]] engine::Instant next() const { return next_; }
  // They were read then; in the middle of a window: it ends early, with the run.
  void read(engine::Instant now, const CostCounters& counters);
  [[nodiscard]] std::vector<CostWindow> take() { return std::move(windows_); }

 private:
  engine::Duration width_;
  engine::Instant next_{};
  std::optional<CostCounters> before_;  // none: time 0 has not come
  std::vector<CostWindow> windows_;
};

}  // namespace faultline::sim

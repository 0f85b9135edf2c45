// Three kinds of time that do not mix (shared design, section 3), all in integer nanoseconds.
// Last-write-wins anomalies come from confusing them, so the compiler knows them. None has now():
// time is an argument.
#pragma once

#include <chrono>
#include <cstdint>

namespace faultline::engine {

using Duration = std::chrono::nanoseconds;

template <class Tag>
struct VirtualClock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<VirtualClock>;
  static constexpr bool is_steady = true;
};

// True simulated time. No process ever sees it.
using Instant = VirtualClock<struct TrueTag>::time_point;
// A host's wall clock: may be wrong and may jump. Stamps and expiry only.
using WallTime = VirtualClock<struct WallTag>::time_point;
// A host's monotonic clock: timers, heartbeats, time-outs, back-off.
using MonotonicTime = VirtualClock<struct MonotonicTag>::time_point;

template <class TimePoint>
[[nodiscard]] constexpr std::int64_t nanoseconds_of(TimePoint time) {
  return time.time_since_epoch().count();
}

}  // namespace faultline::engine

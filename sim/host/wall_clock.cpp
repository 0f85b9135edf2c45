#include "sim/host/wall_clock.h"

#include <algorithm>

#include "sim/kernel/scaled.h"

namespace faultline::sim {

using engine::Duration;
using engine::Instant;

namespace {

// Rounded towards the past, also before time 0.
Duration whole_multiple(Duration time, Duration granularity) {
  const Duration rest = time % granularity;
  return time - (rest < Duration(0) ? rest + granularity : rest);
}

}  // namespace

void WallClock::change(DisturbanceId id, const ClockChange& change, Instant now) {
  changes_.emplace(id, Change{change, now});
}

engine::WallTime WallClock::at(Instant now) const {
  Duration shown = now.time_since_epoch();
  Duration granularity{};
  for (const auto& [id, change] : changes_) {
    shown += change.what.offset + scaled(now - change.since, change.what.drift);
    granularity = std::max(granularity, change.what.granularity);
  }
  return engine::WallTime(granularity > Duration(0) ? whole_multiple(shown, granularity) : shown);
}

Duration WallClock::offset(Instant now) const {
  return changes_.empty() ? Duration(0) : at(now).time_since_epoch() - now.time_since_epoch();
}

}  // namespace faultline::sim

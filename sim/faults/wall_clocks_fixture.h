// For tests of clock faults: what the clocks of the hosts show.
#pragma once

#include "sim/faults/recording_target.h"
#include "sim/host/wall_clock.h"

namespace faultline::sim {

// By how much the clock of the host is off after `passed`, if all that is in force now began at 0.
[[nodiscard]] inline engine::Duration off_by(const RecordingTarget& target, std::string_view host,
                                             engine::Duration passed = {}) {
  WallClock clock;
  for (const auto& [id, what] : target.in_force)
    if (const auto* change = std::get_if<ClockChange>(&what))
      if (change->host == target.hosts_of(host).front())
        clock.change(id, *change, engine::Instant{});
  return clock.offset(engine::Instant(passed));
}

}  // namespace faultline::sim

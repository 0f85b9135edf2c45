// One machine's wall clock: true time and all that is wrong with it. Each change adds to the others
// and is mended by its handle.
#pragma once

#include <map>

#include "engine/base/time.h"
#include "sim/host/breakage.h"
#include "sim/kernel/disturbance_id.h"

namespace faultline::sim {

class WallClock {
 public:
  // `now` is the plan's true time.
  void change(DisturbanceId id, const ClockChange& change, engine::Instant now);
  void mend(DisturbanceId id) { changes_.erase(id); }

  [[nodiscard]] engine::WallTime at(engine::Instant now) const;
  // What the clock shows minus true time.
  [[nodiscard]] engine::Duration offset(engine::Instant now) const;
  void tell(DisturbanceWatcher& watcher) const {
    for (const auto& [id, change] : changes_) watcher.met(id);
  }

 private:
  struct Change {
    ClockChange what;
    engine::Instant since{};
  };
  std::map<DisturbanceId, Change> changes_;
};

}  // namespace faultline::sim

// The regions of an Active-Active case as its steps meet them. Two ways to have them: the whole
// engine on the simulated world (world_regions.h), and the replicas alone, where the order in which
// effects arrive is chosen (replica_regions.h).
#pragma once

#include <optional>

#include "scenarios/conformance/active_active_case.h"

namespace faultline::scenarios::conformance {

class Regions {
 public:
  virtual ~Regions() = default;
  // True time goes on by that much, with all streams paused.
  virtual void advance(engine::Duration time) = 0;
  // The region's wall clock becomes `at_ms` and goes on from there.
  virtual void set_wall(RegionIndex region, std::int64_t at_ms) = 0;
  virtual Seen run(RegionIndex region, const engine::Arguments& command) = 0;
  // Each pair's effects arrive, those of the source alone, and with causal consistency what it
  // relays; all: over all pairs until nothing new arrives.
  virtual void sync(const SyncStep& step) = 0;
};

}  // namespace faultline::scenarios::conformance

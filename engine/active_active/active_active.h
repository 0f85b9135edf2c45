// The two engines that this folder makes: Active-Active with conflict-free types, and the same
// cluster, syncer and delivery with whole-key last-write-wins, the measure of what that rule costs.
// Shared design, sections 1 and 7.
#pragma once

#include "engine/ports/deployment.h"

namespace faultline::engine {

[[nodiscard]] EngineKind active_active_engine();
[[nodiscard]] EngineKind last_write_wins_engine();

}  // namespace faultline::engine

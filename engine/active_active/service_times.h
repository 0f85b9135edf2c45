// How long a step occupies each role (basis: chosen; the magnitudes of one core of a Redis shard,
// a proxy thread and a replication stream).
#pragma once

#include "engine/base/time.h"

namespace faultline::engine::active_active {

inline constexpr Duration kProxyRequestTime = std::chrono::microseconds(5);  // of one thread
inline constexpr Duration kShardCommandTime = std::chrono::microseconds(8);
inline constexpr Duration kShardUpdateTime = std::chrono::microseconds(3);  // a remote update
inline constexpr Duration kShardMergedKeyTime = std::chrono::microseconds(3);
inline constexpr Duration kSyncerBatchTime = std::chrono::microseconds(2);

}  // namespace faultline::engine::active_active

// Every time that decides something in a Dynomite node or the Redis behind it. Time-outs and
// back-off are the real program's defaults (shared dynomite/facts.md 6); the service times are
// chosen: round figures for one core of a current machine, there so that load and queues are real.
#pragma once

#include <chrono>

#include "engine/base/time.h"

namespace faultline::engine::dynomite {

// The node's own Redis must answer within this.
inline constexpr Duration kStorageTimeOut = std::chrono::seconds(5);
// A peer's limit is the storage limit, plus 200 ms or 5 s by distance, plus 20 s for a write.
inline constexpr Duration kSameDatacenterExtra = std::chrono::milliseconds(200);
inline constexpr Duration kOtherDatacenterExtra = std::chrono::seconds(5);
inline constexpr Duration kWriteExtra = std::chrono::seconds(20);

// 1, 2, 4, 8, then 10 s between two tries, from 1 again once connected.
inline constexpr Duration kReconnectFirst = std::chrono::seconds(1);
inline constexpr Duration kReconnectMax = std::chrono::seconds(10);

// "appendfsync everysec" of the Redis behind a node.
inline constexpr Duration kSyncInterval = std::chrono::seconds(1);

inline constexpr Duration kNodeMessageTime = std::chrono::microseconds(15);
inline constexpr Duration kStorageCommandTime = std::chrono::microseconds(8);

}  // namespace faultline::engine::dynomite

// Every time that decides something in a Dynomite node or the Redis behind it. Time-outs and
// back-off are the real program's defaults (shared dynomite/facts.md 6); the service times are
// chosen: round figures for one core of a current machine, there so that load and queues are real.
#pragma once

#include <chrono>
#include <cstdint>

#include "engine/base/ids.h"
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

// What a manager waits for when it warms up a node (shared dynomite/facts.md 12): its Redis to
// start, two looks at how far the copy is, all of it at most, and the node's last state but one.
inline constexpr Duration kRedisStart = std::chrono::seconds(5);
inline constexpr Duration kCopyLook = std::chrono::seconds(10);
inline constexpr Duration kCopyMax = std::chrono::minutes(20);
inline constexpr Duration kResumeWait = std::chrono::seconds(15);
// The copy is done when so few bytes are behind, or when the gap has risen so often.
inline constexpr std::uint64_t kSmallGap = 1'000'000;
inline constexpr int kRisingGaps = 10;
// Chosen: a Redis that runs for less has just been started; how long answers are waited for, and
// after which pause a word that was not heard is said again, or a master tried again.
inline constexpr Duration kJustStarted = std::chrono::seconds(5);
inline constexpr Duration kAnswerWait = std::chrono::seconds(2);
inline constexpr Duration kWordAgain = std::chrono::seconds(1);
inline constexpr Duration kFollowRetry = std::chrono::seconds(1);
// A timer of a Redis beside the one for its disk.
inline constexpr TimerId kFollowTimer{2};

inline constexpr Duration kNodeMessageTime = std::chrono::microseconds(15);
inline constexpr Duration kStorageCommandTime = std::chrono::microseconds(8);

}  // namespace faultline::engine::dynomite

// The planted bugs: mistakes that the test build makes on purpose, one at a time, so that every
// check is seen to catch what it is there for. They lie in the engines, in the client and in the
// simulated world itself. The ordinary build contains nothing of them, not even their names.
//
// To add one: its enumerator, its line in planted_bugs.cpp, `if (planted(PlantedBug::k…))` at its
// place (engine/base/planted.h), and a scenario of its name in property_tests/planted/.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace faultline::engine {

enum class PlantedBug : std::uint8_t {
  kDotReused,
  kTieByArrival,
  kMergeForgetsRemoval,
  kGapTakenAsComplete,
  kBacklogOffByOne,
  kDuplicateAppliedTwice,
  kRemovalDoesNotWait,
  kOverwriteKeepsIncrements,
  kStampFromWrongClock,
  kAnswerToWrongRequest,
  kPromotedReusesDots,
  kLeaseFromReceipt,
  kStandbyPromotedBehind,
  kVectorsOfShardsJoined,
  kMovedSlotForgetsVector,
  kWrongOwnerExpires,
  kRelayForgotten,
  kPurgedBeforeAllObserved,
  kUnsyncedReported,
  kEvictionStaysLocal,
  kEvictionTakesUnseen,
  kEvictsTooLate,
  kFullShardDropsEffects,
  kRemovedMemberAccepted,
  kRejoinReusesDots,
  kRemovalTakesNothing,
  kGarbageNeverGoes,
  kDeliverySkipsAnUpdate,
  kWholeKeyTieByArrival,
  kTombstoneDropped,
  kFanOutSkipsARack,
  kReplyBeforeExecution,
  kLogReplayedTwice,
  kRetryDuplicates,
  kSetHashIgnoresAKey,
  kPartitionLeaks,
  kClockSignFlipped,
  kDiskKeepsUnsynced,
  kDiskLosesSynced,
  kStreamReorders,
  kCrashForgetsNothing,
  kLedgerCountsTwice,
  kFreshArrivalsMissed,
  kReadTakenForOlder,
};

struct PlantedBugKind {
  PlantedBug bug{};
  std::string_view name;
  // The expectation that must fail, as result paths name it without the engine; or kAssertion,
  // where the mistake cannot get past an assertion that is always on.
  std::string_view caught_by;
  std::string_view summary;
};
inline constexpr std::string_view kAssertion = "assertion";

// All of them, in the order of the enumeration; none but in the test build.
[[nodiscard]] std::span<const PlantedBugKind> planted_bugs();
// Null: no such bug.
[[nodiscard]] const PlantedBugKind* find_planted_bug(std::string_view name);
[[nodiscard]] std::string_view name_of(PlantedBug bug);

}  // namespace faultline::engine

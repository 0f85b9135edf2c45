#include "engine/base/planted_bugs.h"

#include <array>

#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine {
namespace {

using enum PlantedBug;

constexpr std::array kKinds = {
    // Active-Active.
    PlantedBugKind{kDotReused, "dot_reused", "checks.quiescent_agreement",
                   "a restarted shard goes on in its old incarnation and gives out dots again"},
    PlantedBugKind{kTieByArrival, "tie_by_arrival", "checks.strong_convergence",
                   "of two string values with one stamp the one that came first stays"},
    PlantedBugKind{kMergeForgetsRemoval, "merge_forgets_removal", "resurrected",
                   "a full sync brings back members that the receiver has seen removed"},
    PlantedBugKind{kGapTakenAsComplete, "gap_taken_as_complete", kAssertion,
                   "a reader that the backlog has overrun gets what is left of it"},
    PlantedBugKind{kBacklogOffByOne, "backlog_off_by_one", "checks.quiescent_agreement",
                   "the backlog believes that it still has the update that it dropped last"},
    PlantedBugKind{kDuplicateAppliedTwice, "duplicate_applied_twice", "duplicated",
                   "an update that arrives again is applied again"},
    PlantedBugKind{kRemovalDoesNotWait, "removal_does_not_wait", "checks.strong_convergence",
                   "a removal that comes before its addition is forgotten"},
    PlantedBugKind{kOverwriteKeepsIncrements, "overwrite_keeps_increments", "checks.specification",
                   "a SET or DEL does not take the increments that it has seen"},
    PlantedBugKind{kStampFromWrongClock, "stamp_from_wrong_clock", "checks.specification",
                   "effects are stamped with the monotonic clock"},
    PlantedBugKind{kAnswerToWrongRequest, "answer_to_wrong_request", "checks.specification",
                   "a proxy takes an answer of a shard for that to its last request"},
    PlantedBugKind{kPromotedReusesDots, "promoted_reuses_dots", "checks.quiescent_agreement",
                   "a promoted standby goes on in the incarnation of the primary before it"},
    PlantedBugKind{kLeaseFromReceipt, "lease_from_receipt", "checks.one_primary",
                   "a primary counts its lease from when it hears of it"},
    PlantedBugKind{kStandbyPromotedBehind, "standby_promoted_behind", "never_replicated",
                   "a standby is promoted although it never got all that its primary had"},
    PlantedBugKind{kVectorsOfShardsJoined, "vectors_of_shards_joined", "checks.quiescent_agreement",
                   "a shard says of each of its slots that it holds what any of them holds"},
    PlantedBugKind{kMovedSlotForgetsVector, "moved_slot_forgets_vector", "duplicated",
                   "the new owner of a slot does not take over what had been applied to it"},
    PlantedBugKind{kWrongOwnerExpires, "wrong_owner_expires", "kept",
                   "every region deletes expired keys, whosever deadline stands"},
    PlantedBugKind{kRelayForgotten, "relay_forgotten", "checks.causal_delivery",
                   "a shard relays nothing of what other members did"},
    PlantedBugKind{kPurgedBeforeAllObserved, "purged_before_all_observed", "checks.gc_safety",
                   "a deleted key is forgotten before all members have observed its removal"},
    PlantedBugKind{kUnsyncedReported, "unsynced_reported", "checks.gc_safety",
                   "a member reports what it has applied and not yet on disk"},
    PlantedBugKind{kEvictionStaysLocal, "eviction_stays_local", "checks.quiescent_agreement",
                   "an eviction goes out as if it had seen nothing: it deletes nothing elsewhere"},
    PlantedBugKind{kEvictionTakesUnseen, "eviction_takes_unseen", "checks.specification",
                   "an eviction also takes what its member had not seen"},
    PlantedBugKind{kEvictsTooLate, "evicts_too_late", "rejected",
                   "a shard evicts only when it is far above its limit"},
    PlantedBugKind{kFullShardDropsEffects, "full_shard_drops_effects", "converged",
                   "a shard without memory acknowledges effects that it drops"},
    PlantedBugKind{kRemovedMemberAccepted, "removed_member_accepted", "never_replicated",
                   "who was removed from the database is still pulled from and answered"},
    PlantedBugKind{kRejoinReusesDots, "rejoin_reuses_dots", "checks.quiescent_agreement",
                   "a member that joins as new gives out the dots of its former life again"},
    PlantedBugKind{kRemovalTakesNothing, "removal_takes_nothing", "checks.resurrection",
                   "one removal in three leaves what it has seen where it is"},
    PlantedBugKind{kGarbageNeverGoes, "garbage_never_goes", "checks.gc_liveness",
                   "a member never finds that all others have observed a removal"},
    PlantedBugKind{kDeliverySkipsAnUpdate, "delivery_skips_an_update", "checks.eventual_delivery",
                   "one update in eight of a source is taken for applied and is not"},
    // Last write wins.
    PlantedBugKind{kWholeKeyTieByArrival, "whole_key_tie_by_arrival", "checks.quiescent_agreement",
                   "of two values of a key with one stamp the one that comes last stays"},
    PlantedBugKind{kTombstoneDropped, "tombstone_dropped", "checks.quiescent_agreement",
                   "a deleted key leaves no stamp behind to beat older writes"},
    // Dynomite, and the client.
    PlantedBugKind{kFanOutSkipsARack, "fan_out_skips_a_rack", "converged",
                   "a write does not go to the last rack of its data center"},
    PlantedBugKind{kReplyBeforeExecution, "reply_before_execution", "checks.ledger_sum",
                   "a node says OK before its Redis has the write"},
    PlantedBugKind{kLogReplayedTwice, "log_replayed_twice", "converged",
                   "a Redis that restarts runs its append-only file twice"},
    PlantedBugKind{kRetryDuplicates, "retry_duplicates", "duplicated",
                   "a client sends again what it has no answer to"},
    // The simulated world and the harness.
    PlantedBugKind{kSetHashIgnoresAKey, "set_hash_ignores_a_key", "checks.strong_convergence",
                   "the harness does not hash the effects on the first key"},
    PlantedBugKind{kPartitionLeaks, "partition_leaks", "never_replicated",
                   "one message in thirteen gets through a cut"},
    PlantedBugKind{kClockSignFlipped, "clock_sign_flipped", "lost_inverted",
                   "a clock that should be ahead is behind"},
    PlantedBugKind{kDiskKeepsUnsynced, "disk_keeps_unsynced", "never_replicated",
                   "a power cut loses nothing that was not yet synced"},
    PlantedBugKind{kDiskLosesSynced, "disk_loses_synced", "lost",
                   "the newest write of each sync never reaches the platter"},
    PlantedBugKind{kStreamReorders, "stream_reorders", kAssertion,
                   "two segments on their way change places"},
    PlantedBugKind{kCrashForgetsNothing, "crash_forgets_nothing", "checks.strong_convergence",
                   "the harness believes that a crashed replica still holds its effects"},
    PlantedBugKind{kLedgerCountsTwice, "ledger_counts_twice", "checks.ledger_sum",
                   "the ledger counts one effect in a hundred twice"},
    PlantedBugKind{kFreshArrivalsMissed, "fresh_arrivals_missed", "checks.read_your_writes",
                   "the checks of sessions do not see what has only just arrived"},
    PlantedBugKind{kReadTakenForOlder, "read_taken_for_older", "checks.causal_consistency",
                   "the causal checks take a read for one of the value before"},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (static_cast<std::size_t>(kKinds[i].bug) != i) return false;
  return true;
}
static_assert(in_order(), "one line an enumerator, in the same order");

}  // namespace

std::span<const PlantedBugKind> planted_bugs() {
#ifdef FAULTLINE_PLANTED
  return kKinds;
#else
  return {};
#endif
}

const PlantedBugKind* find_planted_bug(std::string_view name) {
  for (const PlantedBugKind& kind : planted_bugs())
    if (kind.name == name) return &kind;
  return nullptr;
}

std::string_view name_of(PlantedBug bug) {
  const auto index = static_cast<std::size_t>(bug);
  FL_ASSERT(index < planted_bugs().size(), "only the test build plants bugs");
  return planted_bugs()[index].name;
}

}  // namespace faultline::engine

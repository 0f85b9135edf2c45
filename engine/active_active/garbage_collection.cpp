#include "engine/active_active/garbage_collection.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/slot_map.h"

#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

Contexts GarbageCollection::synced(const SlotStore& store) {
  Contexts report;
  // Others wait for news of slots with deleted keys only: those kept here, or perhaps by others.
  const Tombstones* tombstones = store.keyspace().tombstones();
  for (const Slot slot : unsynced_) {
    VersionVector& durable = durable_[slot];
    const bool is_news = tombstones != nullptr && (tombstones->of(slot) != nullptr ||
                                                   !durable.covers(tombstones->expected(slot)));
    durable = store.context(slot);
    if (is_news) report[slot] = durable;
  }
  news_.merge(unsynced_);
  unsynced_.clear();
  return report;
}

void GarbageCollection::forget(Slot slot) {
  unsynced_.erase(slot);
  news_.erase(slot);
  durable_.erase(slot);
  for (auto& [member, reported] : observed_) reported.contexts.erase(slot);
}

void GarbageCollection::set_others(std::vector<MemberId> others) {
  if (others == others_) return;
  for (const MemberId member : others_)
    if (std::find(others.begin(), others.end(), member) == others.end()) observed_.erase(member);
  others_ = std::move(others);
  for (const auto& [slot, context] : durable_) news_.insert(slot);
}

void GarbageCollection::closed(ConnectionId connection) {
  for (auto& [member, reported] : observed_)
    if (reported.from == connection) reported.from = ConnectionId();
}

void GarbageCollection::reported(ConnectionId from, const Observed& report) {
  Reported& known = observed_[report.member];
  if (from < known.from) return;
  known.from = from;
  const bool all = report.ticket != 0;
  if (all)
    std::erase_if(known.contexts, [&](const auto& each) {
      return active_active::contains(report.slots, each.first);
    });
  for (const auto& [slot, context] : report.contexts) {
    VersionVector& before = known.contexts[slot];
    if (!context.covers(before)) continue;  // of the slot's owner before, on its way for long
    before = context;
    news_.insert(slot);
  }
}

std::optional<MemberId> GarbageCollection::waits_for(Slot slot,
                                                     const VersionVector& observed) const {
  const auto has = [&](const Contexts& contexts) {
    const auto found = contexts.find(slot);
    return found != contexts.end() && found->second.covers(observed);
  };
  if (!has(durable_) || planted(PlantedBug::kGarbageNeverGoes)) return self_;
  if (planted(PlantedBug::kPurgedBeforeAllObserved)) return std::nullopt;
  for (const MemberId member : others_) {
    const auto found = observed_.find(member);
    if (found == observed_.end() || !has(found->second.contexts)) return member;
  }
  return std::nullopt;
}

void GarbageCollection::collect(SlotStore& store, const std::optional<SlotRange>& leaving,
                                Outputs& outputs) {
  for (const Slot slot : std::exchange(news_, {})) {
    if (leaving && leaving->contains(slot))
      news_.insert(slot);  // it may stay after all
    else
      store.purge(
          slot, [&](const VersionVector& observed) { return !waits_for(slot, observed); }, outputs);
  }
}

std::map<MemberId, std::size_t> GarbageCollection::waiting(const SlotStore& store) const {
  std::map<MemberId, std::size_t> waiting;
  const Tombstones* tombstones = store.keyspace().tombstones();
  if (tombstones == nullptr) return waiting;
  for (const auto& [slot, keys] : tombstones->slots())
    for (const auto& [key, tombstone] : keys)
      if (const auto member = waits_for(slot, tombstone.observed)) ++waiting[*member];
  return waiting;
}

}  // namespace faultline::engine::active_active

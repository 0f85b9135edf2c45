#include "scenarios/conformance/replica_regions.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/conflict_free_keyspace.h"
#include "engine/active_active/split_command.h"
#include "engine/base/assert.h"

namespace faultline::scenarios::conformance {

using engine::active_active::ConflictFreeKeyspace;
using engine::active_active::SlotStore;
using engine::active_active::Update;

ReplicaRegions::ReplicaRegions(const ActiveActiveCase& plan, ArrivalOrders& orders,
                               Delivery delivery)
    : orders_(orders), delivery_(delivery) {
  for (const std::int64_t id : plan.instance_ids) {
    const auto smaller = std::count_if(plan.instance_ids.begin(), plan.instance_ids.end(),
                                       [&](std::int64_t other) { return other < id; });
    const engine::MemberId member(static_cast<std::uint32_t>(smaller) + 1);
    regions_.push_back({{member, engine::Incarnation(1)},
                        SlotStore(std::make_unique<ConflictFreeKeyspace>()),
                        {},
                        {},
                        std::vector<std::size_t>(plan.regions.size())});
  }
}

void ReplicaRegions::set_wall(RegionIndex region, std::int64_t at_ms) {
  regions_[region].clock_offset = std::chrono::milliseconds(at_ms) - now_.time_since_epoch();
}

// What has expired meanwhile and is the region's own to delete.
void ReplicaRegions::expire(Region& region) {
  for (Update& update : region.store.expire(region.own, wall_of(region), outputs_))
    region.updates.push_back(std::move(update));
}

Seen ReplicaRegions::run(RegionIndex index, const engine::Arguments& command) {
  Region& region = regions_[index];
  expire(region);
  const engine::WallTime wall = wall_of(region);
  const auto split = engine::active_active::split_command(
      command, engine::active_active::SlotMap::of(1), 1, random_);
  if (split.answer) return {split.answer, "", {}};
  std::vector<engine::Reply> replies;
  for (const auto& part : split.parts) {
    auto execution = region.store.execute({{engine::OperationId(++operations_)}, part.command},
                                          region.own, wall, random_, outputs_);
    replies.push_back(std::move(execution.reply));
    if (execution.update) region.updates.push_back(std::move(*execution.update));
  }
  return {engine::active_active::join_replies(split, std::move(replies)), "", {}};
}

void ReplicaRegions::deliver(Region& region, const Update& update) {
  const auto delivered =
      region.store.deliver(update, engine::observation::How::kReplicated, outputs_);
  FL_ASSERT(delivered != SlotStore::Delivery::kGap, "a source's effects arrive in order");
}

void ReplicaRegions::receive(RegionIndex to, std::vector<RegionIndex> sources) {
  Region& region = regions_[to];
  Arrived arrived;
  while (true) {
    std::erase_if(sources, [&](RegionIndex from) {
      return region.received[from] == regions_[from].updates.size();
    });
    if (sources.empty()) break;
    const RegionIndex from = sources[orders_.choose(sources.size())];
    arrived.push_back(&regions_[from].updates[region.received[from]++]);
    deliver(region, *arrived.back());
  }
  if (delivery_ == Delivery::kTwice)
    for (const Update* update : arrived) deliver(region, *update);
}

void ReplicaRegions::sync(const SyncStep& step) {
  for (Region& region : regions_) expire(region);
  for (RegionIndex to = 0; to < regions_.size(); ++to) {
    std::vector<RegionIndex> sources;
    for (RegionIndex from = 0; from < regions_.size(); ++from) {
      const bool listed =
          std::find(step.pairs.begin(), step.pairs.end(), std::pair(from, to)) != step.pairs.end();
      if (from != to && (step.all || listed)) sources.push_back(from);
    }
    receive(to, std::move(sources));
  }
}

}  // namespace faultline::scenarios::conformance

#include "scenarios/conformance/replica_regions.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/lone_replica.h"

namespace faultline::scenarios::conformance {

ReplicaRegions::ReplicaRegions(const ActiveActiveCase& plan, ArrivalOrders& orders,
                               Delivery delivery)
    : orders_(orders), delivery_(delivery) {
  for (const std::int64_t id : plan.instance_ids) {
    const auto smaller = std::count_if(plan.instance_ids.begin(), plan.instance_ids.end(),
                                       [&](std::int64_t other) { return other < id; });
    const engine::MemberId member(static_cast<std::uint32_t>(smaller) + 1);
    regions_.push_back({engine::active_active::lone_conflict_free_replica(member)});
    regions_.back().received.resize(plan.regions.size());
  }
}

void ReplicaRegions::set_wall(RegionIndex region, std::int64_t at_ms) {
  regions_[region].clock_offset = std::chrono::milliseconds(at_ms) - now_.time_since_epoch();
}

// What has expired meanwhile and is the region's own to delete.
void ReplicaRegions::expire(Region& region) {
  for (engine::Bytes& message : region.replica->expire(wall_of(region)))
    region.messages.push_back(std::move(message));
}

Seen ReplicaRegions::run(RegionIndex index, const engine::Arguments& command) {
  Region& region = regions_[index];
  auto ran = region.replica->run({{engine::OperationId(++operations_)}, command}, wall_of(region),
                                 random_);
  for (engine::Bytes& message : ran.messages) region.messages.push_back(std::move(message));
  return {std::move(ran.reply), "", {}};
}

void ReplicaRegions::deliver(Region& region, const engine::Bytes& message) {
  region.replica->deliver(message, wall_of(region), random_);
}

void ReplicaRegions::receive(RegionIndex to, std::vector<RegionIndex> sources) {
  Region& region = regions_[to];
  std::vector<const engine::Bytes*> arrived;
  while (true) {
    std::erase_if(sources, [&](RegionIndex from) {
      return region.received[from] == regions_[from].messages.size();
    });
    if (sources.empty()) break;
    const RegionIndex from = sources[orders_.choose(sources.size())];
    arrived.push_back(&regions_[from].messages[region.received[from]++]);
    deliver(region, *arrived.back());
  }
  if (delivery_ == Delivery::kTwice)
    for (const engine::Bytes* message : arrived) deliver(region, *message);
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

// The regions as replicas alone: each holds the slots of a whole member and applies what it is
// handed, by the same code as a shard. What is left out, proxies, streams and syncers, decides only
// when effects arrive; here the order of arrival is chosen, in order per source, and effects may
// arrive twice.
#pragma once

#include <memory>
#include <vector>

#include "engine/ports/lone_replica.h"
#include "scenarios/conformance/arrival_orders.h"
#include "scenarios/conformance/regions.h"

namespace faultline::scenarios::conformance {

enum class Delivery { kOnce, kTwice };

class ReplicaRegions final : public Regions {
 public:
  ReplicaRegions(const ActiveActiveCase& plan, ArrivalOrders& orders, Delivery delivery);

  void advance(engine::Duration time) override { now_ += time; }
  void set_wall(RegionIndex region, std::int64_t at_ms) override;
  Seen run(RegionIndex region, const engine::Arguments& command) override;
  void sync(const SyncStep& step) override;

 private:
  struct Region {
    std::unique_ptr<engine::LoneReplica> replica;
    engine::Duration clock_offset{};
    std::vector<engine::Bytes> messages{};  // own ones, oldest first
    std::vector<std::size_t> received{};    // by region: how many of its messages
  };

  [[nodiscard]] engine::WallTime wall_of(const Region& region) const {
    return engine::WallTime(now_.time_since_epoch() + region.clock_offset);
  }
  void expire(Region& region);
  // Everything that the sources have for the region, in a chosen order.
  void receive(RegionIndex to, std::vector<RegionIndex> sources);
  void deliver(Region& region, const engine::Bytes& message);

  ArrivalOrders& orders_;
  Delivery delivery_;
  std::vector<Region> regions_;
  engine::Instant now_{};
  std::uint64_t operations_ = 0;
  engine::Prng random_{1};
};

}  // namespace faultline::scenarios::conformance

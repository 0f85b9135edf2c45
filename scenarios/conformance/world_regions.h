// The regions as data centers of the simulated world, one host each, with the whole engine: a
// client asks a proxy, shards run, syncers pull. Streams are paused and resumed by the admin
// command, links stay up. The client sits on the region's own host, so that equal clocks at two
// regions give equal stamps: the way from the client to the shard takes equally long everywhere.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/conformance/regions.h"
#include "sim/world.h"

namespace faultline::scenarios::conformance {

class WorldRegions final : public Regions, private sim::WorldListener {
 public:
  WorldRegions(const ActiveActiveCase& plan, const engine::ParameterValues& options);
  ~WorldRegions() override;

  void advance(engine::Duration time) override;
  void set_wall(RegionIndex region, std::int64_t at_ms) override;
  Seen run(RegionIndex region, const engine::Arguments& command) override;
  void sync(const SyncStep& step) override;

 private:
  void invoked(std::uint32_t, const engine::Arguments&, engine::Instant) override {}
  void responded(const engine::output::Respond& respond, engine::Instant now) override;
  void observed(engine::ProcessId process, const engine::Observation& observation,
                engine::Instant now) override;
  void crashed(engine::ProcessId, engine::Instant) override {}
  void restarted(engine::ProcessId, engine::Instant) override {}

  [[nodiscard]] engine::Instant now() const { return world_->progress().now; }
  void set_paused(RegionIndex from, RegionIndex to, bool paused);
  void sync(RegionIndex from, RegionIndex to);
  void sync_pairs(const SyncStep& step);
  // Whether the region's pull from the other waits for anything.
  [[nodiscard]] bool pulled(RegionIndex from, RegionIndex to);

  sim::Plan plan_;
  sim::Topology topology_;
  engine::Deployment deployment_;
  sim::Load load_;  // nobody asks but the case
  std::unique_ptr<sim::World> world_;
  std::vector<engine::DatacenterId> datacenters_;  // by region
  std::vector<engine::HostId> hosts_;
  struct Clock {
    sim::DisturbanceId change;
    engine::Duration offset{};
  };
  void set_clock(RegionIndex region, engine::Duration offset, engine::Ratio drift = {});
  std::map<RegionIndex, Clock> clocks_;  // how each is off
  std::vector<engine::ProcessId> clients_;
  std::vector<engine::ProcessId> syncers_;
  std::vector<std::string> names_;  // of the data centers
  std::uint64_t operations_ = 0;
  std::optional<engine::Reply> answer_;
  std::uint64_t arrivals_ = 0;  // effects of other regions applied so far
  std::vector<std::string> waiting_;
};

}  // namespace faultline::scenarios::conformance

#include "scenarios/conformance/world_regions.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/assert.h"
#include "sim/engines.h"

namespace faultline::scenarios::conformance {
namespace {

using engine::Duration;
using engine::ProcessId;
using engine::RackId;
using std::chrono::milliseconds;
using std::chrono::seconds;

// A pull of a few effects takes some round trips of the link; chosen with room to spare.
constexpr Duration kBetweenRegions = milliseconds(1);
constexpr Duration kSyncTime = milliseconds(100);
constexpr int kSyncTries = 100;
constexpr Duration kAnswerPatience = seconds(30);
constexpr engine::Ratio kStandsStill{-engine::kMillion};

// Members count data centers by name, so the names follow the ids.
std::string datacenter_name(std::int64_t instance_id) {
  return fmt::format("region-{:020}", instance_id);
}

sim::Plan plan_of(const ActiveActiveCase& from) {
  sim::Plan plan;
  plan.name = from.id;
  std::vector<std::int64_t> ids = from.instance_ids;
  std::sort(ids.begin(), ids.end());
  const engine::Nested latency{"constant", {{"value", {kBetweenRegions}}}};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    plan.topology.datacenters.push_back({datacenter_name(ids[i]), {{"a", 1}}});
    for (std::size_t j = 0; j < i; ++j)
      plan.topology.links.push_back(
          {datacenter_name(ids[j]), datacenter_name(ids[i]), latency, std::nullopt});
  }
  return plan;
}

}  // namespace

WorldRegions::WorldRegions(const ActiveActiveCase& plan, const engine::ParameterValues& options)
    : plan_(plan_of(plan)),
      topology_(plan_.topology),
      deployment_(sim::find_engine("active_active")->deploy(topology_.machines(), options, 1)) {
  sim::WorldListener& listener = *this;
  world_ = std::make_unique<sim::World>(plan_, topology_, deployment_, load_, listener, true);
  for (const std::int64_t id : plan.instance_ids) {
    names_.push_back(datacenter_name(id));
    datacenters_.push_back(*topology_.datacenter(names_.back()));
    hosts_.push_back(*topology_.host(names_.back() + "/a/0"));
    engine::Placement client;
    client.host = hosts_.back();
    client.role = "client";
    client.name = names_.back() + "/client";
    client.make = [this, datacenter = datacenters_.back(), host = hosts_.back()] {
      return deployment_.make_client(datacenter, host, {});
    };
    clients_.push_back(world_->add_process(std::move(client)));
    for (const engine::Placement& placement : deployment_.placements)
      if (placement.role == "syncer" && placement.host == hosts_.back())
        syncers_.push_back(placement.process);
  }
  world_->run_until(engine::Instant());
  for (RegionIndex from = 0; from < names_.size(); ++from)
    for (RegionIndex to = 0; to < names_.size(); ++to)
      if (from != to) set_paused(from, to, true);
  advance(kSyncTime);
}

WorldRegions::~WorldRegions() = default;

void WorldRegions::advance(Duration time) {
  world_->run_until(now() + time);
}

void WorldRegions::set_wall(RegionIndex region, std::int64_t at_ms) {
  set_clock(region, milliseconds(at_ms) - now().time_since_epoch());
}

void WorldRegions::set_clock(RegionIndex region, Duration offset, engine::Ratio drift) {
  sim::FaultTarget& target = world_->fault_target();
  if (const auto set = clocks_.extract(region)) target.undo(set.mapped().change);
  clocks_[region] = {
      target.disturb(sim::ClockChange{.host = hosts_[region], .offset = offset, .drift = drift}),
      offset};
}

Seen WorldRegions::run(RegionIndex region, const engine::Arguments& command) {
  const engine::Instant begin = now();
  answer_.reset();
  world_->give(clients_[region],
               engine::input::Requested{engine::OperationId(++operations_), command});
  while (!answer_ && world_->run_one_until(begin + kAnswerPatience)) {
  }
  return {answer_, answer_ ? "" : "client timeout", now() - begin};
}

void WorldRegions::responded(const engine::output::Respond& respond, engine::Instant /*now*/) {
  if (respond.operation.value() == operations_) answer_ = respond.reply;
}

void WorldRegions::observed(ProcessId /*process*/, const engine::Observation& observation,
                            engine::Instant /*now*/) {
  using engine::observation::How;
  if (const auto* applied = std::get_if<engine::observation::Applied>(&observation))
    arrivals_ += applied->how == How::kReplicated ? 1 : 0;
  else if (const auto* waits = std::get_if<engine::observation::Waiting>(&observation))
    waiting_.push_back(waits->what);
}

void WorldRegions::set_paused(RegionIndex from, RegionIndex to, bool paused) {
  world_->give(syncers_[to], engine::input::Administered{engine::input::administered::Replication{
                                 datacenters_[from], datacenters_[to], paused}});
}

bool WorldRegions::pulled(RegionIndex from, RegionIndex to) {
  waiting_.clear();
  world_->ask(syncers_[to], engine::input::Administered{engine::input::administered::Describe{}});
  const std::string stream = "pull from " + names_[from] + " ";
  return std::none_of(waiting_.begin(), waiting_.end(),
                      [&](const std::string& what) { return what.starts_with(stream); });
}

void WorldRegions::sync(RegionIndex from, RegionIndex to) {
  set_paused(from, to, false);
  advance(kSyncTime);
  for (int i = 0; i < kSyncTries && !pulled(from, to); ++i) advance(kSyncTime);
  set_paused(from, to, true);
  advance(kSyncTime);
}

// What is pending is delivered and nothing else happens: the regions' clocks stand still meanwhile.
void WorldRegions::sync(const SyncStep& step) {
  const engine::Instant begin = now();
  const std::map<RegionIndex, Clock> before = clocks_;
  for (const auto& [region, clock] : before) set_clock(region, clock.offset, kStandsStill);
  sync_pairs(step);
  for (const auto& [region, clock] : before) set_clock(region, clock.offset - (now() - begin));
}

void WorldRegions::sync_pairs(const SyncStep& step) {
  for (const auto& [from, to] : step.pairs) sync(from, to);
  if (!step.all) return;
  for (std::uint64_t before = arrivals_ + 1; before != arrivals_;) {
    before = arrivals_;
    for (RegionIndex from = 0; from < names_.size(); ++from)
      for (RegionIndex to = 0; to < names_.size(); ++to)
        if (from != to) sync(from, to);
  }
}

}  // namespace faultline::scenarios::conformance

#include "scenarios/conformance/dynomite_cluster.h"

#include <algorithm>
#include <set>

#include "engine/base/assert.h"
#include "engine/clients/simple_client.h"
#include "engine/commands/command.h"
#include "engine/dynomite/deploy.h"
#include "engine/dynomite/storage_client.h"

namespace faultline::scenarios::conformance {
namespace {

using engine::Duration;
using engine::OperationId;
using engine::ProcessId;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

// "Well under a millisecond", of the order of a hop within a data center. Chosen together with the
// offset of races (dynomite_runner.cpp).
constexpr Duration kLinkLatency = microseconds(265);
// The record's nodes share one machine, so a hop takes as long as the work of others lets it. With
// DC_EACH_SAFE_QUORUM a client waits for everybody, and the next race starts on an idle machine;
// else the work of the last one still goes on.
constexpr Duration kIdleHopMin = microseconds(110);
constexpr Duration kIdleHopMax = microseconds(250);
constexpr Duration kOvertakingMin = microseconds(20);
constexpr Duration kOvertakingMax = microseconds(1200);
// The longest pause between two tries to connect is 10 s.
constexpr Duration kLinksMax = seconds(60);
constexpr Duration kLook = milliseconds(50);

engine::Nested between(Duration min, Duration max) {
  return {"uniform", {{"min", {min}}, {"max", {max}}}};
}

sim::Plan plan_of(const DynomiteCase& from, const ClusterOptions& cluster) {
  sim::Plan plan;
  plan.name = from.id;
  plan.seed = cluster.seed;
  if (from.write == "DC_EACH_SAFE_QUORUM")
    plan.topology.local_latency = between(kIdleHopMin, kIdleHopMax);
  const engine::Nested latency = cluster.overtaking
                                     ? between(kOvertakingMin, kOvertakingMax)
                                     : engine::Nested{"constant", {{"value", {kLinkLatency}}}};
  for (const auto& [name, racks] : from.datacenters) {
    for (const sim::DatacenterPlan& other : plan.topology.datacenters)
      plan.topology.links.push_back({other.name, name, latency, std::nullopt});
    sim::DatacenterPlan datacenter{name, {}};
    for (const auto& [rack, nodes] : racks) datacenter.racks.push_back({rack, nodes});
    plan.topology.datacenters.push_back(std::move(datacenter));
  }
  return plan;
}

engine::Deployment deployment_of(const DynomiteCase& plan, const engine::ParameterValues& options,
                                 const std::vector<engine::Machine>& machines) {
  engine::dynomite::DynomiteConfig config = engine::dynomite::dynomite_config(options);
  config.tokens = plan.tokens;
  return engine::dynomite::deploy_dynomite(machines, config);
}

// What the client library says where it has no answer of the server.
std::string no_answer(const engine::Reply& reply) {
  const auto* error = std::get_if<engine::Error>(&reply.value);
  if (error == nullptr) return {};
  for (const char* text : {"connection closed", "connection refused"})
    if (error->text.view() == "ERR " + std::string(text)) return text;
  return {};
}

}  // namespace

DynomiteCluster::DynomiteCluster(const DynomiteCase& plan, const engine::ParameterValues& options,
                                 ClusterOptions cluster)
    : plan_(plan_of(plan, cluster)),
      options_(cluster),
      topology_(plan_.topology),
      deployment_(deployment_of(plan, options, topology_.machines())) {
  sim::WorldListener& listener = *this;
  world_ = std::make_unique<sim::World>(plan_, topology_, deployment_, load_, listener, true);
  for (const DynomiteStep& step : plan.steps)
    if (const auto* command = std::get_if<NodeCommand>(&step)) (void)client(*command);
  world_->run_until(engine::Instant());
}

DynomiteCluster::~DynomiteCluster() = default;

ProcessId DynomiteCluster::process(const std::string& name) const {
  for (const engine::Placement& placement : deployment_.placements)
    if (placement.name == name) return placement.process;
  FL_ASSERT(false, "the reader checked the names of nodes");
  return {};
}

ProcessId DynomiteCluster::client(const NodeCommand& command) {
  const auto found = clients_.find({command.node, command.via});
  if (found != clients_.end()) return found->second;
  engine::Placement placement;
  placement.host = *topology_.host(command.node);
  placement.role = "client";
  placement.name = command.node + "/client-" + std::to_string(clients_.size());
  if (command.via == Via::kStorage) {
    placement.make = [redis = process(command.node + "/redis")] {
      return std::make_unique<engine::dynomite::StorageClient>(redis);
    };
  } else {
    // Patience is the case's business, not the library's.
    engine::SimpleClientConfig config;
    config.endpoints = {process(command.node + "/dynomite")};
    config.time_out = hours(1);
    config.reconnect_delay = Duration(0);
    placement.make = [config] { return std::make_unique<engine::SimpleClient>(config); };
  }
  return clients_[{command.node, command.via}] = world_->add_process(std::move(placement));
}

OperationId DynomiteCluster::begin(const NodeCommand& command) {
  const OperationId operation(++operations_);
  world_->give(client(command), engine::input::Requested{operation, command.command});
  return operation;
}

void DynomiteCluster::responded(const engine::output::Respond& respond, engine::Instant at) {
  const auto found = waiting_.find(respond.operation);
  if (found == waiting_.end()) return;  // the case has given it up
  const Waiting waiting = std::move(found->second);
  waiting_.erase(found);
  Seen seen{respond.reply, no_answer(respond.reply), at - waiting.since};
  if (!seen.no_answer.empty()) seen.reply.reset();
  waiting.done(seen);
}

Seen DynomiteCluster::ask(const NodeCommand& command, Duration patience) {
  std::vector<Lane> lanes(1);
  lanes[0].commands = {&command};
  run(lanes, patience);
  return lanes[0].seen[0];
}

void DynomiteCluster::run(std::vector<Lane>& lanes, Duration patience) {
  const engine::Instant start = now();
  std::function<void(Lane&)> go_on = [&](Lane& lane) {
    if (lane.seen.size() == lane.commands.size()) return;
    const NodeCommand& command = *lane.commands[lane.seen.size()];
    lane.operations.push_back(begin(command));
    waiting_[lane.operations.back()] = {now(), [&](const Seen& seen) {
                                          lane.seen.push_back(seen);
                                          go_on(lane);
                                        }};
  };
  for (Lane& lane : lanes) {
    world_->run_until(start + lane.offset);
    go_on(lane);
  }
  // Each command has that patience; who has none left answers for the command under way.
  while (!waiting_.empty()) {
    const auto oldest = std::min_element(
        waiting_.begin(), waiting_.end(),
        [](const auto& a, const auto& b) { return a.second.since < b.second.since; });
    if (world_->run_one_until(oldest->second.since + patience)) continue;
    const Waiting given_up = std::move(oldest->second);
    waiting_.erase(oldest);
    for (Lane& lane : lanes)
      if (lane.seen.size() < lane.commands.size())
        clients_.erase(
            {lane.commands[lane.seen.size()]->node, lane.commands[lane.seen.size()]->via});
    given_up.done({std::nullopt, "client timeout", now() - given_up.since});
  }
}

void DynomiteCluster::observed(ProcessId process, const engine::Observation& observation,
                               engine::Instant /*at*/) {
  if (const auto* executed = std::get_if<engine::observation::Executed>(&observation))
    ++executed_[{executed->operation, process}];
  else if (const auto* waits = std::get_if<engine::observation::Waiting>(&observation))
    described_.push_back(waits->what);
}

void DynomiteCluster::count(const NodeCommand& command, OperationId operation, const Seen& seen,
                            Executions& executions) const {
  const engine::CommandKind* kind = engine::find_command(command.command[0].view());
  if (!seen.reply || seen.reply->is_error() || kind == nullptr ||
      kind->access == engine::Access::kRead)
    return;
  // What is not split by owner goes whole to the owner of the first key.
  std::vector<engine::Bytes> keys = engine::keys_of(*kind, command.command);
  const bool is_split = kind->name == "MSET" || kind->name == "DEL";
  if (!is_split && !keys.empty()) keys.resize(1);
  std::set<ProcessId> replicas;
  for (const engine::Bytes& key : keys)
    for (const ProcessId replica : deployment_.replicas_of(key, {})) replicas.insert(replica);
  for (const ProcessId replica : replicas) {
    const auto found = executed_.find({operation, replica});
    const std::uint64_t times = found == executed_.end() ? 0 : found->second;
    executions.missing += times == 0 ? 1 : 0;
    executions.extra += times > 1 ? times - 1 : 0;
  }
}

void DynomiteCluster::cut(const FaultStep& fault, sim::PartitionMode mode) {
  sim::FaultTarget& target = world_->fault_target();
  const std::vector<engine::HostId> one = target.hosts_of(fault.between[0]);
  const std::vector<engine::HostId> other = target.hosts_of(fault.between[1]);
  auto& cuts = cuts_[std::minmax(fault.between[0], fault.between[1])];
  cuts.push_back(target.disturb(sim::Cut{one, other, mode, {}, {}}));
  cuts.push_back(target.disturb(sim::Cut{other, one, mode, {}, {}}));
}

void DynomiteCluster::heal(const FaultStep& fault) {
  for (const sim::DisturbanceId id :
       std::exchange(cuts_[std::minmax(fault.between[0], fault.between[1])], {}))
    world_->fault_target().undo(id);
}

void DynomiteCluster::stop(const std::string& node, std::string_view role) {
  const std::string name = node + "/" + std::string(role);
  if (stopped_.contains(name)) return;
  stopped_[name] = world_->fault_target().disturb(
      sim::Down{*topology_.host(node), std::string(role), sim::DiskFate::kAll});
}

void DynomiteCluster::start(const std::string& node, std::string_view role) {
  if (const auto stopped = stopped_.extract(node + "/" + std::string(role)))
    world_->fault_target().undo(stopped.mapped());
}

void DynomiteCluster::apply(const FaultStep& fault) {
  sim::FaultTarget& target = world_->fault_target();
  switch (fault.action) {
    case FaultAction::kLinkHold:
      return cut(fault, sim::PartitionMode::kJammed);
    case FaultAction::kLinkDown:
      return cut(fault, sim::PartitionMode::kRefused);
    case FaultAction::kLinkHeal:
      return heal(fault);
    case FaultAction::kAwait:
    case FaultAction::kDescribed:
      return;
    default:
      break;
  }
  for (const std::string& node : fault.nodes) {
    const engine::HostId host = *topology_.host(node);
    switch (fault.action) {
      case FaultAction::kKill:
        stop(node, "dynomite");
        if (options_.killed_loses_data) stop(node, "redis");
        break;
      case FaultAction::kStart:
        start(node, "redis");
        start(node, "dynomite");
        break;
      case FaultAction::kKillRedis:
        stop(node, "redis");
        break;
      case FaultAction::kStartRedis:
        start(node, "redis");
        break;
      case FaultAction::kPause:
        if (!paused_.contains(node)) paused_[node] = target.disturb(sim::Paused{host, "dynomite"});
        break;
      case FaultAction::kResume:
        if (const auto paused = paused_.extract(node)) target.undo(paused.mapped());
        break;
      default:
        break;
    }
  }
}

bool DynomiteCluster::links_up() {
  described_.clear();
  for (const engine::Placement& placement : deployment_.placements)
    if (placement.role == "dynomite" && world_->running(placement.process))
      world_->ask(placement.process,
                  engine::input::Administered{engine::input::administered::Describe{}});
  constexpr std::string_view kMissing = "not connected to ";
  return std::none_of(described_.begin(), described_.end(), [&](const std::string& what) {
    if (!what.starts_with(kMissing)) return false;
    std::string name = what.substr(kMissing.size());
    if (!name.ends_with("/redis")) name += "/dynomite";
    return world_->running(process(name));
  });
}

void DynomiteCluster::await_links() {
  const engine::Instant latest = now() + kLinksMax;
  while (!links_up() && now() < latest) advance(kLook);
}

}  // namespace faultline::scenarios::conformance

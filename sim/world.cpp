#include "sim/world.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/base/hash.h"
#include "sim/phases.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::HostId;
using engine::Input;
using engine::Instant;
using engine::Output;
using engine::ProcessId;

std::vector<std::string> datacenter_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const DatacenterPlan& datacenter : plan.topology.datacenters)
    names.push_back(datacenter.name);
  return names;
}

}  // namespace

World::World(const Plan& plan, const Topology& topology, const engine::Deployment& deployment,
             const Load& load, WorldListener& listener, bool observed)
    : plan_(plan),
      topology_(topology),
      deployment_(deployment),
      load_(load),
      listener_(listener),
      hosts_(topology.machines(), datacenter_names(plan)),
      processes_(*this, *this, *this, hosts_, plan.seed, observed),
      conditions_(topology, hosts_, plan.seed, *this),
      streams_(*this, *this, hosts_, conditions_),
      datagrams_(*this, *this, hosts_, conditions_) {
  for (const engine::Placement& placement : deployment.placements) processes_.add(placement);
  add_clients();
  schedule_plan();
  processes_.start_all();
  for (std::uint32_t i = 0; i < first_client_; ++i)
    if (!processes_.alive(ProcessId(i))) listener_.crashed(ProcessId(i), plan_now());
  if (any_departed()) tell_all_members();
}

World::~World() = default;

void World::add_clients() {
  first_client_ = static_cast<std::uint32_t>(processes_.size());
  for (std::uint32_t i = 0; i < load_.clients.size(); ++i) {
    const LoadClient& client = load_.clients[i];
    engine::Placement placement;
    placement.process = ProcessId(first_client_ + i);
    placement.host = hosts_.client_host(client.datacenter);
    placement.role = "client";
    placement.name = hosts_.at(placement.host).name + "/" + std::to_string(i);
    placement.make = [this, &client] {
      return deployment_.make_client(client.datacenter, client.preferred, client.database);
    };
    processes_.add(std::move(placement));
  }
}

void World::schedule_plan() {
  heal_ = phases_of(plan_, load_).heal + kWarmUp;
  const engine::Prng seed(plan_.seed);
  for (std::uint32_t i = 0; i < plan_.faults.size(); ++i) {
    const FaultPlan& fault = plan_.faults[i];
    const FaultKind* kind = find_fault(fault.kind);
    FL_ASSERT(kind != nullptr, "the loader checked the fault's name");
    faults_.push_back({kind->make(fault.parameters), seed.child("fault/" + std::to_string(i))});
    stepping_ = i;
    faults_.back().fault->prepare(*this);
    stepping_.reset();
    const Instant begin = Instant(fault.at) + kWarmUp;
    schedule(begin, {EventKind::kFaultStep, i, 0, 0});
    if (fault.lasts) schedule(begin + *fault.lasts, {EventKind::kFaultEnd, i, 0, 0});
  }
  for (std::uint32_t i = 0; i < load_.arrivals.size(); ++i)
    if (!load_.arrivals[i].think)
      schedule(load_.arrivals[i].at + kWarmUp, {EventKind::kIntent, i, 0, 0});
}

void World::run_until(Instant end) {
  while (run_one_until(end)) {
  }
}

bool World::run_one_until(Instant end) {
  const Instant stop = end + kWarmUp;
  const auto next = queue_.next_time();
  if (!next || *next > stop) {
    progress_.now = stop;
    return false;
  }
  const auto item = queue_.pop();
  progress_.now = item.at;
  ++progress_.events;
  fingerprint_.add(static_cast<std::uint64_t>(engine::nanoseconds_of(item.at)));
  fingerprint_.add(static_cast<std::uint64_t>(item.payload.kind) << 32 | item.payload.subject);
  fingerprint_.add(item.payload.first);
  last_event_ = item.payload;
  handle(item.payload);
  return true;
}

std::string World::last_event() const {
  const std::string subject = std::to_string(last_event_.subject);
  switch (last_event_.kind) {
    case EventKind::kArrive:
      return "arrive stream " + subject + (last_event_.first == 0 ? " forth" : " back");
    case EventKind::kConnectTimeout:
      return "connect time-out stream " + subject;
    case EventKind::kStallCheck:
      return "stall check stream " + subject;
    case EventKind::kRetransmit:
      return "retransmission stream " + subject;
    case EventKind::kWindowOpens:
      return "window opens stream " + subject;
    case EventKind::kLinkFree:
      return "link free " + topology_.links()[last_event_.subject].name;
    case EventKind::kDatagram:
      return "datagram " + subject;
    case EventKind::kTimer:
      return "timer " + std::to_string(last_event_.first) + " of " +
             processes_.placement(ProcessId(last_event_.subject)).name;
    case EventKind::kRelease:
      return "release " + processes_.placement(ProcessId(last_event_.subject)).name;
    case EventKind::kIntent:
      return "intent " + subject;
    case EventKind::kFaultStep:
      return "step of fault " + subject;
    case EventKind::kFaultEnd:
      return "end fault " + subject;
  }
  return {};
}

ProcessId World::add_process(engine::Placement placement) {
  placement.process = ProcessId(static_cast<std::uint32_t>(processes_.size()));
  const ProcessId process = placement.process;
  processes_.add(std::move(placement));
  processes_.start_one(process);
  return process;
}

void World::give(ProcessId process, Input input) {
  processes_.deliver(process, std::move(input));
}

void World::handle(const Event& event) {
  switch (event.kind) {
    case EventKind::kArrive:
    case EventKind::kConnectTimeout:
    case EventKind::kStallCheck:
    case EventKind::kRetransmit:
    case EventKind::kWindowOpens:
    case EventKind::kLinkFree:
      streams_.handle(event);
      return;
    case EventKind::kDatagram:
      datagrams_.handle(event);
      return;
    case EventKind::kTimer:
    case EventKind::kRelease:
      processes_.handle(event);
      return;
    case EventKind::kIntent:
      ask_arrival(event.subject);
      return;
    case EventKind::kFaultStep:
      step_fault(event.subject);
      return;
    case EventKind::kFaultEnd:
      end_fault(event.subject);
      return;
  }
}

void World::step_fault(std::uint32_t fault) {
  RunningFault& running = faults_[fault];
  const bool frozen = !plan_.faults[fault].lasts && progress_.now > heal_;
  if (running.ended || frozen) return;
  stepping_ = fault;
  const auto pause = running.fault->step(*this, running.random);
  stepping_.reset();
  if (!pause) return;
  FL_ASSERT(*pause > Duration(0), "a fault lets time pass between its steps");
  schedule(progress_.now + *pause, {EventKind::kFaultStep, fault, 0, 0});
}

void World::end_fault(std::uint32_t fault) {
  faults_[fault].ended = true;
  faults_[fault].fault->end(*this);
}

HostId World::host_of(ProcessId process) const {
  return processes_.placement(process).host;
}

bool World::listening(ProcessId process) const {
  return processes_.listening(process);
}

void World::deliver(ProcessId process, Input input) {
  processes_.deliver(process, std::move(input));
}

void World::delivered_bytes(const engine::Bytes& bytes) {
  fingerprint_.add(engine::hash64(bytes.view()));
}

void World::take(ProcessId from, Output&& output) {
  namespace out = engine::output;
  if (auto* send = std::get_if<out::Send>(&output)) {
    streams_.send(from, send->connection, std::move(send->bytes), send->uncounted);
  } else if (auto* connect = std::get_if<out::Connect>(&output)) {
    streams_.connect(from, connect->connection, {connect->to, connect->port});
  } else if (auto* close = std::get_if<out::Close>(&output)) {
    streams_.close(from, close->connection);
  } else if (auto* datagram = std::get_if<out::SendDatagram>(&output)) {
    datagrams_.send(from, datagram->to, std::move(datagram->bytes));
  } else if (auto* respond = std::get_if<out::Respond>(&output)) {
    fingerprint_.add(respond->operation.value());
    fingerprint_.add(static_cast<std::uint64_t>(respond->outcome));
    listener_.responded(*respond, plan_now());
    go_on(*respond);
  } else if (std::holds_alternative<out::Exit>(output)) {
    streams_.process_died(from, false);
    listener_.exited(from, plan_now());
  } else if (auto* observation = std::get_if<engine::Observation>(&output)) {
    listener_.observed(from, *observation, plan_now());
  }
}

std::vector<HostId> World::hosts_of(std::string_view name) const {
  return hosts_.named(name);
}

}  // namespace faultline::sim

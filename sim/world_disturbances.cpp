// What faults do to the world, and how it is undone: the FaultTarget side of the world.
#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/assert.h"
#include "sim/world.h"

namespace faultline::sim {

using engine::HostId;
using engine::ProcessId;

std::vector<ProcessId> World::processes_on(HostId host, std::string_view role) const {
  std::vector<ProcessId> found;
  for (std::uint32_t i = 0; i < processes_.size(); ++i) {
    const engine::Placement& placement = processes_.placement(ProcessId(i));
    if (placement.host == host && placement.role != "client" &&
        (role.empty() || placement.role == role))
      found.push_back(ProcessId(i));
  }
  return found;
}

DisturbanceId World::disturb(Disturbance what) {
  const DisturbanceId id(++disturbances_);
  const Active& active = active_.emplace(id, Active{std::move(what), stepping_}).first->second;
  listener_.disturbed(id, active.what, plan_now());
  std::visit([&](const auto& each) { begin(id, each); }, active.what);
  return id;
}

void World::undo(DisturbanceId disturbance) {
  const auto found = active_.find(disturbance);
  FL_ASSERT(found != active_.end(), "what is undone is in force");
  if (std::holds_alternative<Departed>(found->second.what)) met(disturbance);  // they are back
  const Active active = std::move(found->second);
  active_.erase(found);
  listener_.undone(disturbance, plan_now());
  std::visit([&](const auto& each) { end(disturbance, each); }, active.what);
}

void World::met(DisturbanceId disturbance) {
  const auto found = active_.find(disturbance);
  if (found != active_.end() && found->second.fault) ++faults_[*found->second.fault].met;
}

std::map<std::string, std::uint64_t> World::fault_marks() const {
  std::map<std::string, std::uint64_t> marks;
  for (std::size_t i = 0; i < faults_.size(); ++i)
    marks[mark_of_fault(plan_.faults[i].kind)] += faults_[i].met;
  return marks;
}

void World::begin(DisturbanceId id, const Cut& cut) {
  conditions_.cuts.add(id, cut, hosts_.size());
  streams_.conditions_changed();
}

void World::end(DisturbanceId id, const Cut& /*cut*/) {
  conditions_.cuts.remove(id);
  streams_.conditions_changed();
}

void World::begin(DisturbanceId id, const LinkFault& fault) {
  conditions_.paths.add(id, fault);
  streams_.conditions_changed();
  streams_.bandwidth_changed(fault.from, fault.to);
}

void World::end(DisturbanceId id, const LinkFault& fault) {
  conditions_.paths.remove(id);
  streams_.conditions_changed();
  streams_.bandwidth_changed(fault.from, fault.to);
}

namespace {

// A whole machine that loses power answers nothing and may lose what it had not synced; a process
// that dies alone leaves a machine that resets its streams and writes on.
bool loses_power(const Down& down) {
  return down.role.empty() && down.disk != DiskFate::kAll;
}

}  // namespace

void World::begin(DisturbanceId id, const Down& down) {
  Host& machine = hosts_.at(down.host);
  const bool silent = loses_power(down) && !machine.clients;
  if (silent) ++machine.outages;
  const bool keeps = !silent && down.disk == DiskFate::kSynced;
  for (const ProcessId process : processes_on(down.host, down.role)) {
    if (!processes_.crash(process, keeps ? DiskFate::kAll : down.disk)) continue;
    met(id);
    streams_.process_died(process, silent);
    listener_.crashed(process, plan_now());
  }
}

void World::end(DisturbanceId /*id*/, const Down& down) {
  Host& machine = hosts_.at(down.host);
  if (loses_power(down) && machine.outages > 0 && --machine.outages == 0)
    streams_.machine_returned(down.host);
  for (const ProcessId process : processes_on(down.host, down.role)) {
    processes_.restart(process);
    if (!processes_.alive(process)) continue;
    listener_.restarted(process, plan_now());
    if (any_departed()) tell_members(process);
    for (const ReplicationStream& stream : paused_once_) tell_paused(process, stream);
  }
}

void World::begin(DisturbanceId id, const Paused& paused) {
  for (const ProcessId process : processes_on(paused.host, paused.role))
    processes_.pause(process, id);
}

void World::end(DisturbanceId id, const Paused& paused) {
  for (const ProcessId process : processes_on(paused.host, paused.role))
    processes_.resume(process, id);
}

void World::begin(DisturbanceId id, const Slow& slow) {
  hosts_.at(slow.host).slowed.emplace(id, slow.factor);
}

void World::end(DisturbanceId id, const Slow& slow) {
  hosts_.at(slow.host).slowed.erase(id);
}

void World::begin(DisturbanceId id, const FullDisk& full) {
  hosts_.at(full.host).disk_full.insert(id);
}

void World::end(DisturbanceId id, const FullDisk& full) {
  Host& machine = hosts_.at(full.host);
  machine.disk_full.erase(id);
  if (!machine.disk_full.empty()) return;
  for (const ProcessId process : processes_on(full.host, "")) processes_.room_on_disk(process);
}

bool World::any_departed() const {
  return std::any_of(active_.begin(), active_.end(), [](const auto& each) {
    return std::holds_alternative<Departed>(each.second.what);
  });
}

std::set<HostId> World::departed() const {
  std::set<HostId> departed;
  for (const auto& [id, active] : active_)
    if (const auto* what = std::get_if<Departed>(&active.what))
      departed.insert(what->hosts.begin(), what->hosts.end());
  return departed;
}

void World::tell_members(ProcessId process) {
  const std::set<HostId> absent = departed();
  engine::input::administered::Members members;
  for (const engine::Machine& machine : topology_.machines())
    if (!absent.contains(machine.host)) members.hosts.push_back(machine.host);
  for (const HostId host : members.hosts)
    if (joined_.contains(host)) members.joined.push_back({host, arrivals_[host]});
  processes_.deliver(process, engine::input::Administered{std::move(members)});
}

bool World::tell_all_members() {
  bool anybody = false;
  for (std::uint32_t i = 0; i < first_client_; ++i) {
    if (!processes_.alive(ProcessId(i))) continue;
    anybody = true;
    tell_members(ProcessId(i));
  }
  return anybody;
}

void World::begin(DisturbanceId id, const Departed& /*departed*/) {
  if (tell_all_members()) met(id);
}

void World::end(DisturbanceId /*id*/, const Departed& departed) {
  note_arrival(departed.hosts);
  tell_all_members();
}

void World::note_arrival(const std::vector<HostId>& hosts) {
  std::set<HostId> away = departed();
  away.insert(hosts.begin(), hosts.end());
  std::set<engine::DatacenterId> present;
  for (const engine::Machine& machine : topology_.machines())
    if (!away.contains(machine.host)) present.insert(machine.datacenter);
  for (const HostId host : hosts)
    if (present.contains(hosts_.at(host).datacenter)) {
      joined_.insert(host);
      ++arrivals_[host];
    } else {
      joined_.erase(host);
    }
}

engine::DatacenterId World::datacenter_of(HostId machine) const {
  return topology_.machines()[machine.value()].datacenter;
}

bool World::paused(const ReplicationStream& stream) const {
  return std::any_of(active_.begin(), active_.end(), [&](const auto& each) {
    const auto* paused = std::get_if<ReplicationPaused>(&each.second.what);
    return paused != nullptr && ReplicationStream(paused->from, paused->to) == stream;
  });
}

bool World::separated(HostId from, HostId to) const {
  const std::set<HostId> absent = departed();
  return conditions_.separated(from, to) || paused({datacenter_of(from), datacenter_of(to)}) ||
         absent.contains(from) != absent.contains(to);
}

void World::tell_paused(ProcessId process, const ReplicationStream& stream) {
  if (datacenter_of(processes_.placement(process).host) != stream.second) return;
  processes_.deliver(process, engine::input::Administered{engine::input::administered::Replication{
                                  stream.first, stream.second, paused(stream)}});
}

bool World::tell_all_paused(const ReplicationPaused& stream) {
  if (stream.from == stream.to) return false;
  paused_once_.emplace(stream.from, stream.to);
  bool anybody = false;
  for (std::uint32_t i = 0; i < first_client_; ++i) {
    if (!processes_.alive(ProcessId(i))) continue;
    anybody |= datacenter_of(processes_.placement(ProcessId(i)).host) == stream.to;
    tell_paused(ProcessId(i), {stream.from, stream.to});
  }
  return anybody;
}

void World::begin(DisturbanceId id, const ReplicationPaused& paused) {
  if (tell_all_paused(paused)) met(id);
}

void World::end(DisturbanceId /*id*/, const ReplicationPaused& paused) {
  tell_all_paused(paused);
}

bool World::tell_levels(HostId host) {
  engine::input::administered::Levels levels;
  for (const auto& [id, active] : active_)
    if (const auto* set = std::get_if<LevelsSet>(&active.what); set != nullptr && set->host == host)
      levels = {set->read, set->write};
  bool anybody = false;
  for (const ProcessId process : processes_on(host, "")) {
    if (!processes_.alive(process)) continue;
    anybody = true;
    processes_.deliver(process, engine::input::Administered{levels});
  }
  return anybody;
}

void World::begin(DisturbanceId id, const LevelsSet& levels) {
  if (tell_levels(levels.host)) met(id);
}

void World::end(DisturbanceId /*id*/, const LevelsSet& levels) {
  tell_levels(levels.host);
}

void World::begin(DisturbanceId id, const ClockChange& change) {
  hosts_.at(change.host).clock.change(id, change, plan_now());
}

void World::end(DisturbanceId id, const ClockChange& change) {
  hosts_.at(change.host).clock.mend(id);
}

}  // namespace faultline::sim

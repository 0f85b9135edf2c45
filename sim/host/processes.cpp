#include "sim/host/processes.h"

#include <algorithm>
#include <utility>

#include "engine/base/assert.h"
#include "sim/kernel/scaled.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::HostId;
using engine::Input;
using engine::Output;
using engine::ProcessId;

// What a flush to a data-center SSD takes. Chosen.
constexpr Duration kDiskSync = std::chrono::microseconds(500);

class HostDisk final : public engine::Disk {
 public:
  HostDisk(const Host& host, DisturbanceWatcher& watcher) : host_(host), watcher_(watcher) {}

  bool full() override {
    for (const DisturbanceId id : host_.disk_full) watcher_.met(id);
    return !host_.disk_full.empty();
  }

 private:
  const Host& host_;
  DisturbanceWatcher& watcher_;
};

// The points in force at a host, drawn from the process's stream for them.
class HostBuggify final : public engine::Buggify {
 public:
  HostBuggify(const Host& host, engine::Prng& random, DisturbanceWatcher& watcher)
      : host_(host), random_(random), watcher_(watcher) {}

  bool fires(engine::BuggifyPoint point) override {
    for (const auto& [id, buggified] : host_.buggified) {
      if (!buggified.points.contains(point) || !random_.chance(buggified.chance)) continue;
      watcher_.met(id);
      return true;
    }
    return false;
  }

 private:
  const Host& host_;
  engine::Prng& random_;
  DisturbanceWatcher& watcher_;
};

}  // namespace

Processes::Processes(Scheduler& scheduler, OutputTaker& taker, DisturbanceWatcher& watcher,
                     const Hosts& hosts, std::uint64_t seed, bool observed)
    : scheduler_(scheduler),
      taker_(taker),
      watcher_(watcher),
      hosts_(hosts),
      streams_(seed),
      observed_(observed) {}

void Processes::add(engine::Placement placement) {
  FL_ASSERT(placement.process.value() == runtimes_.size(), "processes are numbered without gaps");
  runtimes_.emplace_back(std::move(placement), streams_);
}

void Processes::start_all() {
  for (std::uint32_t i = 0; i < runtimes_.size(); ++i)
    if (runtimes_[i].crashes == 0) start(ProcessId(i));
}

void Processes::start(ProcessId process) {
  Runtime& runtime = at(process);
  engine::input::Started started = runtime.disk.contents();
  started.first_start = runtime.generation == 0;
  ++runtime.generation;
  runtime.object = runtime.placement.make();
  deliver(process, std::move(started));
}

void Processes::deliver(ProcessId process, Input input) {
  Runtime& runtime = at(process);
  if (runtime.object == nullptr) return;
  for (const DisturbanceId pause : runtime.pauses) watcher_.met(pause);
  runtime.inbox.push_back({std::move(input), scheduler_.now()});
  step_if_idle(process);
}

void Processes::step_if_idle(ProcessId process) {
  Runtime& runtime = at(process);
  if (runtime.object == nullptr || runtime.busy || !runtime.pauses.empty() || runtime.inbox.empty())
    return;
  const Runtime::Waiting next = std::move(runtime.inbox.front());
  runtime.inbox.pop_front();
  engine::Outputs outputs(observed_, std::move(runtime.leaving));
  read_clock(runtime);
  const HostId host = runtime.placement.host;
  hosts_.at(host).clock.tell(watcher_);
  HostDisk disk(hosts_.at(host), watcher_);
  HostBuggify buggify(hosts_.at(host), runtime.buggify, watcher_);
  const engine::StepContext context{runtime.clock.wall, Hosts::monotonic(scheduler_.now()),
                                    runtime.random,     &disk,
                                    &buggify,           Hosts::monotonic(next.arrived)};
  runtime.object->step(next.input, context, outputs);
  runtime.leaving = std::move(outputs.list());
  runtime.left = 0;
  runtime.busy = true;
  wait(process, slowed(host, outputs.occupied()));
}

Duration Processes::slowed(HostId host, Duration time) const {
  Duration longest = time;
  for (const auto& [id, factor] : hosts_.at(host).slowed) {
    watcher_.met(id);
    longest = std::max(longest, scaled(time, factor));
  }
  return longest;
}

bool Processes::disk_full(HostId host) const {
  return !hosts_.at(host).disk_full.empty();
}

void Processes::read_clock(Runtime& runtime) const {
  const HostId host = runtime.placement.host;
  runtime.clock = {scheduler_.now(), hosts_.wall(host, scheduler_.now()),
                   hosts_.clock_offset(host, scheduler_.now())};
}

void Processes::wait(ProcessId process, Duration time) {
  scheduler_.schedule(scheduler_.now() + time,
                      {EventKind::kRelease, process.value(), 0, at(process).generation});
}

void Processes::handle(const Event& event) {
  const ProcessId process(event.subject);
  Runtime& runtime = at(process);
  if (event.kind == EventKind::kRelease) {
    if (event.second == runtime.generation && runtime.object != nullptr) release(process);
    return;
  }
  const engine::TimerId timer(event.first);
  const auto found = runtime.timers.find(timer);
  if (found == runtime.timers.end() || found->second != event.second) return;
  runtime.timers.erase(found);
  deliver(process, engine::input::TimerFired{timer});
}

void Processes::release(ProcessId process) {
  // An output may crash nothing and start no step here: deliveries go through the queue or wait in
  // the inbox, since this process is busy until all is out.
  Runtime& runtime = at(process);
  while (runtime.left < runtime.leaving.size()) {
    if (take_output(process, std::move(runtime.leaving[runtime.left++]))) {
      sync(process);
      return;
    }
  }
  runtime.leaving.clear();
  runtime.busy = false;
  if (runtime.exits) {
    stop(runtime, DiskFate::kAll);
    taker_.take(process, engine::output::Exit{});
    return;
  }
  step_if_idle(process);
}

void Processes::sync(ProcessId process) {
  Runtime& runtime = at(process);
  runtime.waits_for_room = disk_full(runtime.placement.host);
  if (runtime.waits_for_room) return;
  runtime.disk.sync();
  wait(process, kDiskSync);
}

void Processes::room_on_disk(ProcessId process) {
  if (at(process).waits_for_room) sync(process);
}

bool Processes::take_output(ProcessId process, Output&& output) {
  Runtime& runtime = at(process);
  if (auto* set = std::get_if<engine::output::SetTimer>(&output)) {
    runtime.timers[set->timer] = ++timer_settings_;
    scheduler_.schedule(scheduler_.now() + set->after,
                        {EventKind::kTimer, process.value(), set->timer.value(), timer_settings_});
  } else if (auto* cancel = std::get_if<engine::output::CancelTimer>(&output)) {
    runtime.timers.erase(cancel->timer);
  } else if (std::holds_alternative<engine::output::Sync>(output)) {
    return true;
  } else if (const auto* listen = std::get_if<engine::output::Listen>(&output)) {
    runtime.listening = listen->on;
  } else if (std::holds_alternative<engine::output::Exit>(output)) {
    runtime.exits = true;
  } else if (!write_to_disk(runtime, output)) {
    taker_.take(process, std::move(output));
  }
  return false;
}

// False: it is no write.
bool Processes::write_to_disk(Runtime& runtime, Output& output) {
  if (auto* append = std::get_if<engine::output::Append>(&output))
    runtime.disk.append(std::move(append->record));
  else if (auto* replace = std::get_if<engine::output::Replace>(&output))
    runtime.disk.replace(std::move(replace->snapshot));
  else if (const auto* truncate = std::get_if<engine::output::Truncate>(&output))
    runtime.disk.truncate(truncate->records);
  else
    return false;
  for (const DisturbanceId id : hosts_.at(runtime.placement.host).disk_full) watcher_.met(id);
  return true;
}

bool Processes::crash(ProcessId process, DiskFate fate) {
  Runtime& runtime = at(process);
  ++runtime.crashes;
  if (runtime.object == nullptr) {
    if (fate == DiskFate::kNothing) runtime.disk.meet(fate, false, runtime.random);
    return false;
  }
  stop(runtime, fate);
  return true;
}

void Processes::stop(Runtime& runtime, DiskFate fate) {
  runtime.object.reset();
  runtime.busy = false;
  runtime.waits_for_room = false;
  runtime.exits = false;
  runtime.listening = true;
  runtime.inbox.clear();
  runtime.leaving.clear();
  runtime.timers.clear();
  runtime.disk.meet(fate, disk_full(runtime.placement.host), runtime.random);
}

void Processes::restart(ProcessId process) {
  FL_ASSERT(at(process).crashes > 0, "only a crashed process restarts");
  if (--at(process).crashes == 0) start(process);
}

void Processes::pause(ProcessId process, DisturbanceId id) {
  at(process).pauses.insert(id);
}

void Processes::resume(ProcessId process, DisturbanceId id) {
  at(process).pauses.erase(id);
  step_if_idle(process);
}

bool Processes::alive(ProcessId process) const {
  return at(process).object != nullptr;
}

bool Processes::listening(ProcessId process) const {
  return alive(process) && at(process).listening;
}

const StepClock& Processes::clock(ProcessId process) const {
  return at(process).clock;
}

bool Processes::paused(ProcessId process) const {
  return !at(process).pauses.empty();
}

const engine::Placement& Processes::placement(ProcessId process) const {
  return at(process).placement;
}

void Processes::ask(ProcessId process, const Input& input) {
  Runtime& runtime = at(process);
  FL_ASSERT(runtime.object != nullptr, "only a live process is asked");
  engine::Outputs outputs(true);
  read_clock(runtime);
  engine::Prng random = runtime.random;  // a question leaves the stream as it was
  const engine::StepContext context{runtime.clock.wall, Hosts::monotonic(scheduler_.now()), random};
  runtime.object->step(input, context, outputs);
  for (Output& output : outputs.list())
    if (std::holds_alternative<engine::Observation>(output))
      taker_.take(process, std::move(output));
}

}  // namespace faultline::sim

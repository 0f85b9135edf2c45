// The processes of a run on their hosts: what waits for each, what it is busy with, its timers, its
// disk. One step at a time: an input is taken when the process is idle, its outputs leave in order
// when its service time is over, and what follows a Sync leaves after the disk confirmed.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/ports/deployment.h"
#include "engine/ports/process.h"
#include "sim/host/breakage.h"
#include "sim/host/disk.h"
#include "sim/host/hosts.h"
#include "sim/kernel/event.h"

namespace faultline::sim {

// What happens with the outputs that are not the host's own business.
class OutputTaker {
 public:
  virtual ~OutputTaker() = default;
  virtual void take(engine::ProcessId from, engine::Output&& output) = 0;
};

// What a host's wall clock said when a process made a step, and how far it was off.
struct StepClock {
  engine::Instant at{};  // in truth, by the scheduler
  engine::WallTime wall{};
  engine::Duration offset{};
};

class Processes {
 public:
  // `observed`: whether observations are wanted; changes nothing else.
  Processes(Scheduler& scheduler, OutputTaker& taker, DisturbanceWatcher& watcher,
            const Hosts& hosts, std::uint64_t seed, bool observed);

  void add(engine::Placement placement);
  // First Started of every process that is not down, in the order they were added.
  void start_all();
  // The same of one that was added later.
  void start_one(engine::ProcessId process) { start(process); }

  void deliver(engine::ProcessId process, engine::Input input);
  void handle(const Event& event);

  // Crashes may overlap: the process starts again after as many restarts. True: it was alive.
  bool crash(engine::ProcessId process, DiskFate fate);
  void restart(engine::ProcessId process);
  // Goes on from another machine; whoever moves it ends its connections.
  void move(engine::ProcessId process, engine::HostId host) { at(process).placement.host = host; }
  void pause(engine::ProcessId process, DisturbanceId id);
  void resume(engine::ProcessId process, DisturbanceId id);
  // The disk of its machine has room again: what waits for it goes on.
  void room_on_disk(engine::ProcessId process);

  [[nodiscard]] bool alive(engine::ProcessId process) const;
  // Whether it accepts connections.
  [[nodiscard]] bool listening(engine::ProcessId process) const;
  [[nodiscard]] bool paused(engine::ProcessId process) const;
  [[nodiscard]] const StepClock& clock(engine::ProcessId process) const;
  [[nodiscard]] const engine::Placement& placement(engine::ProcessId process) const;
  [[nodiscard]] std::size_t size() const { return runtimes_.size(); }
  // Runs one input on the spot, outside the queue: harness questions after quiescence.
  void ask(engine::ProcessId process, const engine::Input& input);

 private:
  struct Runtime {
    Runtime(engine::Placement place, const engine::Prng& streams)
        : placement(std::move(place)),
          random(streams.child("process/" + placement.name)),
          buggify(streams.child("buggify/" + placement.name)) {}
    engine::Placement placement;
    std::unique_ptr<engine::Process> object;  // null: dead
    std::uint64_t generation = 0;             // counts objects
    std::set<DisturbanceId> pauses;
    std::uint32_t crashes = 0;  // not yet followed by a restart
    StepClock clock{};          // of the last step
    bool busy = false;
    bool waits_for_room = false;  // a Sync that a full disk does not confirm
    struct Waiting {
      engine::Input input;
      engine::Instant arrived;
    };
    std::deque<Waiting> inbox;
    bool exits = false;  // it has come to its end by itself
    bool listening = true;
    std::vector<engine::Output> leaving;              // of the last step
    std::size_t left = 0;                             // how many of them have left
    std::map<engine::TimerId, std::uint64_t> timers;  // -> the setting that counts
    Disk disk;
    engine::Prng random;
    engine::Prng buggify;
  };
  void start(engine::ProcessId process);
  void stop(Runtime& runtime, DiskFate fate);
  void step_if_idle(engine::ProcessId process);
  void release(engine::ProcessId process);
  void read_clock(Runtime& runtime) const;
  [[nodiscard]] engine::Duration slowed(engine::HostId host, engine::Duration time) const;
  [[nodiscard]] bool disk_full(engine::HostId host) const;
  void wait(engine::ProcessId process, engine::Duration time);
  // True: the rest of the outputs must wait for the disk.
  bool take_output(engine::ProcessId process, engine::Output&& output);
  bool write_to_disk(Runtime& runtime, engine::Output& output);
  void sync(engine::ProcessId process);
  [[nodiscard]] Runtime& at(engine::ProcessId process) { return runtimes_.at(process.value()); }
  [[nodiscard]] const Runtime& at(engine::ProcessId process) const {
    return runtimes_.at(process.value());
  }

  Scheduler& scheduler_;
  OutputTaker& taker_;
  DisturbanceWatcher& watcher_;
  const Hosts& hosts_;
  engine::Prng streams_;
  bool observed_;
  std::uint64_t timer_settings_ = 0;
  std::vector<Runtime> runtimes_;
};

}  // namespace faultline::sim

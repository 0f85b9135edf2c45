// One engine in the simulated world: its processes on hosts, the streams between them, the clients
// and the faults, all driven by one queue of events in virtual time. Single-threaded.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/ports/deployment.h"
#include "sim/faults/fault.h"
#include "sim/host/hosts.h"
#include "sim/host/processes.h"
#include "sim/kernel/event_queue.h"
#include "sim/kernel/fingerprint.h"
#include "sim/load.h"
#include "sim/network/datagrams.h"
#include "sim/network/streams.h"
#include "sim/network/topology.h"
#include "sim/plan.h"

namespace faultline::sim {

// Whoever wants to know what happens. Called at the moment it happens, in the order of events. All
// times at this border are the plan's; inside, the machines started kWarmUp earlier.
class WorldListener {
 public:
  virtual ~WorldListener() = default;
  virtual void invoked(std::uint32_t arrival, const engine::Arguments& command,
                       engine::Instant now) = 0;
  virtual void responded(const engine::output::Respond& respond, engine::Instant now) = 0;
  virtual void observed(engine::ProcessId process, const engine::Observation& observation,
                        engine::Instant now) = 0;
  // The process lost its memory; what its disk kept comes back as restored effects.
  virtual void crashed(engine::ProcessId process, engine::Instant now) = 0;
  // It ended itself, and lost its memory by that.
  virtual void exited(engine::ProcessId process, engine::Instant now) { crashed(process, now); }
  virtual void restarted(engine::ProcessId process, engine::Instant now) = 0;
  virtual void disturbed(DisturbanceId /*id*/, const Disturbance& /*what*/,
                         engine::Instant /*now*/) {}
  virtual void undone(DisturbanceId /*id*/, engine::Instant /*now*/) {}
};

// Where a run stands; an assertion that fails prints it.
struct Progress {
  engine::Instant now{};
  std::uint64_t events = 0;
};

class World final : private Scheduler,
                    private StreamUser,
                    private OutputTaker,
                    private FaultTarget {
 public:
  // All references are to things that outlive it.
  World(const Plan& plan, const Topology& topology, const engine::Deployment& deployment,
        const Load& load, WorldListener& listener, bool observed);
  ~World() override;
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Handles every event up to and including `end`.
  void run_until(engine::Instant end);
  // Handles the next event up to and including `end`; false: there is none, and it is `end` now.
  bool run_one_until(engine::Instant end);

  // For whoever drives a run by hand, because what comes next depends on an answer: processes that
  // no plan names (clients), inputs and faults at the present moment.
  engine::ProcessId add_process(engine::Placement placement);
  void give(engine::ProcessId process, engine::Input input);
  [[nodiscard]] FaultTarget& fault_target() { return *this; }

  // The clock by which a process made the step that is being observed.
  [[nodiscard]] const StepClock& clock(engine::ProcessId process) const {
    return processes_.clock(process);
  }
  void ask(engine::ProcessId process, const engine::Input& input) {
    processes_.ask(process, input);
  }

  // Alive and not paused: it answers.
  [[nodiscard]] bool running(engine::ProcessId process) const {
    return processes_.alive(process) && !processes_.paused(process);
  }
  // The machines that were taken out of their clusters.
  [[nodiscard]] std::set<engine::HostId> departed() const;
  [[nodiscard]] const Hosts& hosts() const { return hosts_; }
  [[nodiscard]] const Streams& streams() const { return streams_; }
  // Whether what the one machine has cannot get to the other, be it for a cut or by an order.
  [[nodiscard]] bool separated(engine::HostId from, engine::HostId to) const;
  // How often each kind of fault was felt, by its mark; every kind of the plan is there.
  [[nodiscard]] std::map<std::string, std::uint64_t> fault_marks() const;
  [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_.value(); }
  // What was handled last, for people.
  [[nodiscard]] std::string last_event() const;
  [[nodiscard]] Progress progress() const { return {plan_now(), progress_.events}; }

 private:
  [[nodiscard]] engine::Instant now() const override { return progress_.now; }
  [[nodiscard]] engine::Instant plan_now() const { return progress_.now - kWarmUp; }
  void schedule(engine::Instant at, const Event& event) override { queue_.push(at, event); }

  [[nodiscard]] engine::HostId host_of(engine::ProcessId process) const override;
  [[nodiscard]] bool alive(engine::ProcessId process) const override {
    return processes_.alive(process);
  }
  [[nodiscard]] bool listening(engine::ProcessId process) const override;
  void deliver(engine::ProcessId process, engine::Input input) override;
  void delivered_bytes(const engine::Bytes& bytes) override;

  void take(engine::ProcessId from, engine::Output&& output) override;

  [[nodiscard]] std::vector<engine::HostId> hosts_of(std::string_view name) const override;
  [[nodiscard]] const Topology& topology() const override { return topology_; }
  DisturbanceId disturb(Disturbance what) override;
  void undo(DisturbanceId disturbance) override;
  void met(DisturbanceId disturbance) override;

  // One pair for each kind of disturbance.
  void begin(DisturbanceId id, const Cut& cut);
  void end(DisturbanceId id, const Cut& cut);
  void begin(DisturbanceId id, const LinkFault& fault);
  void end(DisturbanceId id, const LinkFault& fault);
  void begin(DisturbanceId id, const PacketFault& fault) { conditions_.packets.add(id, fault); }
  void end(DisturbanceId id, const PacketFault& /*fault*/) { conditions_.packets.remove(id); }
  void begin(DisturbanceId id, const Down& down);
  void end(DisturbanceId id, const Down& down);
  void begin(DisturbanceId id, const Paused& paused);
  void end(DisturbanceId id, const Paused& paused);
  void begin(DisturbanceId id, const Slow& slow);
  void end(DisturbanceId id, const Slow& slow);
  void begin(DisturbanceId id, const FullDisk& full);
  void end(DisturbanceId id, const FullDisk& full);
  void begin(DisturbanceId id, const Buggified& what) {
    hosts_.at(what.host).buggified.emplace(id, what);
  }
  void end(DisturbanceId id, const Buggified& what) { hosts_.at(what.host).buggified.erase(id); }
  void begin(DisturbanceId id, const Departed& departed);
  void end(DisturbanceId id, const Departed& departed);
  void begin(DisturbanceId id, const LevelsSet& levels);
  void end(DisturbanceId id, const LevelsSet& levels);
  void begin(DisturbanceId id, const ReplicationPaused& paused);
  void end(DisturbanceId id, const ReplicationPaused& paused);
  void begin(DisturbanceId id, const ClockChange& change);
  void end(DisturbanceId id, const ClockChange& change);
  void begin(DisturbanceId id, const ClientsMoved& moved);
  void end(DisturbanceId id, const ClientsMoved& moved);
  void begin(DisturbanceId id, const ClientsRetry& retry);
  void end(DisturbanceId id, const ClientsRetry& retry);

  void handle(const Event& event);
  void step_fault(std::uint32_t fault);
  void end_fault(std::uint32_t fault);
  void add_clients();
  // Puts the clients of a data center where the moves in force want them.
  void settle_clients(engine::DatacenterId home);
  void ask_arrival(std::uint32_t arrival);
  // A client has its answer: what waited for it comes next, if the answer leads to anything.
  void go_on(const engine::output::Respond& answer);
  void tell_clients(const engine::input::Administered& what);
  // Tells the process who belongs to the cluster.
  void tell_members(engine::ProcessId process);
  // Whether there was anybody to tell.
  bool tell_all_members();
  [[nodiscard]] bool any_departed() const;
  // Notes which of them come to a cluster that is there, and which begin one.
  void note_arrival(const std::vector<engine::HostId>& hosts);
  using ReplicationStream = std::pair<engine::DatacenterId, engine::DatacenterId>;  // from, to
  [[nodiscard]] bool paused(const ReplicationStream& stream) const;
  // Tells the process, if it is one of the stream's end, whether it is paused now.
  void tell_paused(engine::ProcessId process, const ReplicationStream& stream);
  // The same to all of them. Whether there was anybody to tell.
  // Whether anybody lives there to hear it.
  bool tell_levels(engine::HostId host);
  bool tell_all_paused(const ReplicationPaused& stream);
  [[nodiscard]] engine::DatacenterId datacenter_of(engine::HostId machine) const;
  void schedule_plan();
  [[nodiscard]] std::vector<engine::ProcessId> processes_on(engine::HostId host,
                                                            std::string_view role) const;

  // A fault of the plan on its course.
  struct RunningFault {
    std::unique_ptr<Fault> fault;
    engine::Prng random;
    bool ended = false;
    std::uint64_t met = 0;
  };
  struct Active {
    Disturbance what;
    std::optional<std::uint32_t> fault;  // none: somebody drives the run by hand
  };

  const Plan& plan_;
  const Topology& topology_;
  const engine::Deployment& deployment_;
  const Load& load_;
  WorldListener& listener_;
  EventQueue<Event> queue_;
  Fingerprint fingerprint_;
  Progress progress_;  // in the world's own time
  Event last_event_;
  Hosts hosts_;
  Processes processes_;
  Conditions conditions_;
  Streams streams_;
  Datagrams datagrams_;
  std::uint32_t first_client_ = 0;
  std::map<std::uint32_t, engine::Arguments> made_;  // follow-ups that will be asked, by arrival
  engine::Instant heal_{};                           // when faults without an end stop changing
  std::vector<RunningFault> faults_;
  std::set<ReplicationStream> paused_once_;
  std::map<engine::HostId, std::uint32_t> arrivals_;  // so far, in clusters that were there
  std::set<engine::HostId> joined_;                   // their clusters were there before
  std::optional<std::uint32_t> stepping_;             // the fault that acts right now
  std::map<DisturbanceId, Active> active_;
  std::uint32_t disturbances_ = 0;
};

}  // namespace faultline::sim

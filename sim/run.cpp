#include "sim/run.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "sim/checkers/checks.h"
#include "sim/costs.h"
#include "sim/engines.h"
#include "sim/history/clock_windows.h"
#include "sim/history/conflicts.h"
#include "sim/history/measures.h"
#include "sim/history/missing_copies.h"
#include "sim/history/outages.h"
#include "sim/history/overhead.h"
#include "sim/history/pair_divergence.h"
#include "sim/history/quiescence.h"
#include "sim/history/read_staleness.h"
#include "sim/history/records.h"
#include "sim/history/windows.h"
#include "sim/phases.h"
#include "sim/world.h"

namespace faultline::sim {
namespace {

// What a client library sent on its own account is nobody's operation.
bool is_of_no_client(const engine::Observation& observation) {
  if (const auto* executed = std::get_if<engine::observation::Executed>(&observation))
    return executed->operation == engine::kNoClientsOperation;
  const auto* answered = std::get_if<engine::observation::Answered>(&observation);
  return answered != nullptr && answered->operation == engine::kNoClientsOperation;
}

using engine::Duration;
using engine::Instant;
using engine::ProcessId;

// How much virtual time passes between two looks at whether the user wants to stop.
constexpr Duration kSlice = std::chrono::milliseconds(250);

Duration window_of(const Phases& phases) {
  return window_width(phases.end.time_since_epoch());
}

// At most 240 of them, few enough to be played and to lie in a page.
Duration frame_of(const Phases& phases) {
  constexpr std::int64_t kMostFrames = 240;
  return Duration(engine::nanoseconds_of(phases.end) / (kMostFrames - 1) + 1);
}

// Whether replicas would have agreed, and what was on its way would have come, nobody knows.
void leave_unjudged(EngineResult& engine) {
  engine.converged.reset();
  engine.ledger.reset();
  engine.ledger_by_type.clear();
  engine.fates.clear();
  engine.findings.clear();
  engine.conflicts.clear();
  engine.outage_losses.clear();
  engine.clocks.reset();
  for (CheckResult& check : engine.checks) {
    check.verdict = Verdict::kUnknown;
    check.reason = "the run was interrupted";
    check.findings.clear();
  }
}

// Everything about one engine's run: the world, and those who watch it.
class EngineRun final : public WorldListener {
 public:
  EngineRun(const Plan& plan, const Topology& topology, const Load& load, const Phases& phases,
            const engine::EngineKind& kind, const engine::ParameterValues& options,
            const RunOptions& run_options)
      : deployment_(kind.deploy(topology.machines(), options, load.databases)),
        history_(load, deployment_, places(topology)) {
    result_.engine = kind.name;
    for (const CheckKind& check : check_kinds())
      if (wanted(check, run_options)) checks_.add(check);
    observed_ = !checks_.empty() || run_options.closed;
    if (observed_ && run_options.keep_series) history_.follow_pairs(frame_of(phases));
    world_ = std::make_unique<World>(plan, topology, deployment_, load, *this, observed_);
  }

  // False: interrupted, and not to be judged.
  bool run(const Phases& phases, const RunOptions& options) {
    history_.set_heal(phases.heal);
    if (options.keep_series) costs_.emplace(window_of(phases));
    for (Instant now{}; now < phases.end;) {
      interrupted_ = options.interrupted && options.interrupted();
      if (interrupted_) return false;
      now = std::min(now + kSlice, phases.end);
      while (costs_ && costs_->next() <= now) {
        advance(costs_->next(), options);
        read_costs();
      }
      advance(now, options);
    }
    return true;
  }

  EngineResult conclude(const Topology& topology, const Phases& phases, const RunOptions& options) {
    if (costs_) {
      read_costs();  // of the last window
      result_.costs = costs_->take();
    }
    result_.fingerprint = world_->fingerprint();
    result_.course = course_.take();
    result_.events = world_->progress().events;
    // An interrupted run may not even have left the warm-up before its time 0.
    result_.virtual_ns = std::max<std::int64_t>(0, engine::nanoseconds_of(world_->progress().now));
    result_.wire_messages = world_->streams().wire_messages();
    result_.wire_bytes = world_->streams().wire_bytes();
    if (observed_) {
      history_.set_core(
          [core = core_processes(topology)](ProcessId process) { return core.contains(process); });
      ask_for_contents();
    }
    const Instant ended = world_->progress().now;
    history_.close(ended);
    const std::map<std::string, std::uint64_t> fault_marks = world_->fault_marks();
    world_.reset();  // checks need the memory
    if (observed_) {
      conclude_quiescence(history_, phases.heal, result_);
      checks_.conclude(history_, result_);
    }
    measure(history_, result_);
    for (const auto& [mark, count] : fault_marks) result_.marks[mark] += count;
    measure_service(history_, window_of(phases), result_);
    if (observed_)
      measure_lag(history_, window_of(phases), result_);
    else
      result_.staleness_ns.reset();
    result_.divergence = history_.differing_keys().points();
    if (observed_ && options.keep_series) measure_series(window_of(phases), ended);
    if (interrupted_) leave_unjudged(result_);
    if (options.closed) options.closed(result_, history_);
    if (options.keep_history)
      for (const OperationIndex i : history_.issued())
        result_.history.push_back(record_of(history_, i));
    return std::move(result_);
  }

 private:
  // Those that serve keys, live, have not been cut off for good, and can serve still.
  [[nodiscard]] std::set<ProcessId> core_processes(const Topology& topology) const {
    const std::set<engine::HostId> core = core_hosts(
        topology.machines().size(),
        [this](engine::HostId from, engine::HostId to) { return world_->separated(from, to); });
    const engine::Lives lives = [&](ProcessId process) {
      const engine::HostId host = deployment_.placements[process.value()].host;
      return world_->running(process) && core.contains(host);
    };
    const engine::Lives belongs = [&, away = world_->departed()](ProcessId process) {
      return !away.contains(deployment_.placements[process.value()].host);
    };
    std::set<ProcessId> holders;
    for (const KeyEntry& key : history_.keys())
      holders.insert(key.holders.begin(), key.holders.end());
    std::erase_if(holders, [&](ProcessId process) {
      return !lives(process) ||
             (deployment_.can_serve && !deployment_.can_serve(process, lives, belongs));
    });
    return holders;
  }

  void measure_series(Duration window, Instant ended) {
    measure_pair_divergence(history_, ended, result_);
    measure_missing(history_, window, result_);
    measure_clocks(history_, window, result_);
    result_.conflicts = conflict_pressure(history_);
    result_.outage_losses = outage_losses(history_, result_.fates);
    measure_read_staleness(history_, result_);
    result_.overhead = overhead(history_);
  }

  void read_costs() {
    const History::KeptLately kept = history_.take_kept_lately();
    costs_->read(world_->progress().now,
                 {world_->streams().wire_bytes(), world_->streams().wire_messages(),
                  kept.metadata_bytes, kept.tombstones});
  }
  void advance(Instant end, const RunOptions& options) {
    if (options.traced)
      run_traced(end, options);
    else if (options.keep_series)
      run_marking(end);
    else
      world_->run_until(end);
  }
  void run_traced(Instant end, const RunOptions& options) {
    while (world_->run_one_until(end))
      options.traced({result_.engine, world_->progress().events,
                      engine::nanoseconds_of(world_->progress().now), world_->last_event(),
                      world_->fingerprint()});
  }
  void run_marking(Instant end) {
    while (world_->run_one_until(end)) {
      const std::uint64_t event = world_->progress().events;
      if (course_.due(event))
        course_.add({event, engine::nanoseconds_of(world_->progress().now), world_->last_event(),
                     world_->fingerprint()});
    }
  }
  static bool wanted(const CheckKind& check, const RunOptions& options) {
    return !options.checks || std::find(options.checks->begin(), options.checks->end(),
                                        check.name) != options.checks->end();
  }
  [[nodiscard]] Places places(const Topology& topology) const {
    Places all;
    for (const engine::Placement& placement : deployment_.placements)
      all.processes.push_back(
          {placement.name, topology.machines()[placement.host.value()].datacenter, placement.host});
    all.datacenters.assign(topology.datacenter_names().begin(), topology.datacenter_names().end());
    for (const engine::Machine& machine : topology.machines())
      all.hosts.push_back({machine.name(), machine.datacenter});
    return all;
  }

  // Every live replica says what it shows for every key it owns, and every process what it waits
  // for.
  void ask_for_contents() {
    std::map<ProcessId, std::vector<engine::Bytes>> owned;
    for (const KeyEntry& key : history_.keys())
      for (const ProcessId holder : key.holders) owned[holder].push_back(key.name);
    for (auto& [replica, keys] : owned)
      if (world_->running(replica))
        world_->ask(replica, engine::input::Administered{
                                 engine::input::administered::Inspect{std::move(keys)}});
    for (const engine::Placement& placement : deployment_.placements)
      if (world_->running(placement.process))
        world_->ask(placement.process,
                    engine::input::Administered{engine::input::administered::Describe{}});
  }

  void invoked(std::uint32_t arrival, const engine::Arguments& command, Instant now) override {
    history_.invoked(arrival, command, now);
  }
  void responded(const engine::output::Respond& respond, Instant now) override {
    history_.responded(respond, now);
  }
  void observed(ProcessId process, const engine::Observation& observation, Instant now) override {
    if (is_of_no_client(observation)) return;
    const StepClock& clock = world_->clock(process);
    const History::Where where{process, now, clock.wall, clock.offset, clock.at - kWarmUp};
    history_.observed(where, observation);
    checks_.observe(where, observation, history_);
  }
  void crashed(ProcessId process, Instant now) override { history_.crashed(process, now); }
  void exited(ProcessId process, Instant now) override { history_.exited(process, now); }
  void restarted(ProcessId process, Instant now) override { history_.restarted(process, now); }
  void disturbed(DisturbanceId id, const Disturbance& what, Instant now) override {
    history_.disturbed(id, what, now);
  }
  void undone(DisturbanceId id, Instant now) override { history_.undone(id, now); }

  engine::Deployment deployment_;
  History history_;
  EngineResult result_;
  Course course_;
  std::optional<Costs> costs_;  // only for series
  Checks checks_;
  bool observed_ = true;
  bool interrupted_ = false;
  std::unique_ptr<World> world_;
};

std::vector<FaultBand> bands_of(const Plan& plan, const Phases& phases) {
  std::vector<FaultBand> bands;
  for (const FaultPlan& fault : plan.faults) {
    const Instant from(fault.at);
    const Instant to = fault.lasts ? from + *fault.lasts : phases.end;
    bands.push_back({fault.kind, engine::nanoseconds_of(from), engine::nanoseconds_of(to),
                     fault.lasts.has_value()});
  }
  return bands;
}

// What all engines of a plan meet alike.
class PlanRun {
 public:
  PlanRun(const Plan& plan, const RunOptions& options)
      : plan_(plan),
        options_(options),
        topology_(plan.topology),
        load_(draw_load(plan, topology_.machines())),
        phases_(phases_of(plan, load_)) {
    load_.first_operation = options.operation_ids_from;
    result_.load_end_ns = engine::nanoseconds_of(phases_.load_end);
    result_.heal_ns = engine::nanoseconds_of(phases_.heal);
    result_.window_ns = window_of(phases_).count();
    result_.frame_ns = frame_of(phases_).count();
    result_.faults = bands_of(plan, phases_);
    result_.paired_by_time = load_.at_given_times();
  }

  // False: interrupted.
  bool run(const engine::EngineKind& kind, const engine::ParameterValues& values) {
    const engine::Planting planting(plan_.planted_bug);
    EngineRun engine_run(plan_, topology_, load_, phases_, kind, values, options_);
    result_.interrupted = !engine_run.run(phases_, options_);
    result_.engines.push_back(engine_run.conclude(topology_, phases_, options_));
    return !result_.interrupted;
  }
  [[nodiscard]] RunResult take() { return std::move(result_); }

 private:
  const Plan& plan_;
  const RunOptions& options_;
  Topology topology_;
  Load load_;
  Phases phases_;
  RunResult result_;
};

}  // namespace

RunResult run(const Plan& plan, const RunOptions& options) {
  PlanRun plan_run(plan, options);
  for (const EnginePlan& chosen : plan.engines) {
    const auto& only = options.engines;
    if (!only.empty() && std::find(only.begin(), only.end(), chosen.name) == only.end()) continue;
    const engine::EngineKind* kind = find_engine(chosen.name);
    FL_ASSERT(kind != nullptr, "the loader checked the engine's name");
    if (!plan_run.run(*kind, chosen.options)) break;
  }
  return plan_run.take();
}

RunResult run_engine(const Plan& plan, const engine::EngineKind& kind,
                     const engine::ParameterValues& values, const RunOptions& options) {
  PlanRun plan_run(plan, options);
  (void)plan_run.run(kind, values);
  return plan_run.take();
}

}  // namespace faultline::sim

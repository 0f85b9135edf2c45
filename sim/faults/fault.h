// A fault: a course of disturbances between its beginning and its end. It acts on a narrow target,
// by names that are the same for every engine, and what it disturbed is undone at its end by
// itself. To add one: its file, its test, its line in registry.cpp.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/prng.h"
#include "engine/ports/parameter.h"
#include "sim/faults/disturbance.h"
#include "sim/network/topology.h"

namespace faultline::sim {

class FaultTarget {
 public:
  virtual ~FaultTarget() = default;
  [[nodiscard]] virtual const Topology& topology() const = 0;
  // "us-east" -> its hosts and that of its clients, "us-east/a" -> the rack's, "us-east/a/0" ->
  // one.
  [[nodiscard]] virtual std::vector<engine::HostId> hosts_of(std::string_view name) const = 0;
  virtual DisturbanceId disturb(Disturbance what) = 0;
  virtual void undo(DisturbanceId disturbance) = 0;
};

class Fault {
 public:
  virtual ~Fault() = default;
  // How the world is before the fault begins, from the run's first moment on.
  virtual void prepare(FaultTarget& /*target*/) {}
  // Begins, or goes on after the pause that the call before asked for; none: that was all. A fault
  // without an end stands still from the heal on: what is broken then, stays so.
  virtual std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& random) = 0;
  // Undoes what is not undone yet. Machines are there before they join the cluster.
  void end(FaultTarget& target);

 protected:
  DisturbanceId disturb(FaultTarget& target, Disturbance what);
  void undo(FaultTarget& target, DisturbanceId disturbance);

 private:
  std::vector<DisturbanceId> disturbances_;
  std::vector<DisturbanceId> absences_;  // of machines from the cluster
};

struct FaultKind {
  std::string_view name;
  std::string_view summary;
  std::vector<engine::Parameter> parameters;
  std::unique_ptr<Fault> (*make)(const engine::ParameterValues&);
  // Values for a swarm; null: a swarm leaves it out.
  engine::ParameterValues (*draw)(const Topology&, engine::Prng&) = nullptr;
  // Whether it can do anything in such a world; null: in every one.
  bool (*possible)(const Topology&) = nullptr;
  // How many times as often as others a swarm draws it. Not 1 where studies tell how often
  // something breaks so.
  std::uint64_t weight = 1;
  // Whether it takes from its "hosts" what their disks had kept.
  bool destroys = false;
  // Whether nothing is left to undo once it has happened: then it has no end.
  bool endless = false;
  // From its beginning until all that it does has begun; null: no time.
  engine::Duration (*takes)(const engine::ParameterValues&) = nullptr;
  // What it consists of, with a summary each, for `list faults`.
  std::vector<std::pair<std::string_view, std::string_view>> details{};
  // What an engine must be capable of (EngineKind::capabilities) to answer it; empty: nothing.
  std::string_view needs{};
  // The same where that depends on its values; null: it does not. A swarm asks for `needs` alone.
  std::string_view (*needs_for)(const engine::ParameterValues&) = nullptr;
};

[[nodiscard]] std::span<const FaultKind> fault_kinds();
[[nodiscard]] const FaultKind* find_fault(std::string_view name);
// The mark that says that something met a fault of the kind: "fault_partition".
[[nodiscard]] std::string mark_of_fault(std::string_view kind);

}  // namespace faultline::sim

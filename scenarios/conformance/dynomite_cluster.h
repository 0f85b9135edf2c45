// The cluster of a Dynomite case on the simulated world: nodes, tokens and data centers as
// recorded, clients at nodes or at the Redis behind them, faults by hand. The record's machines
// were one loopback: the client sits on its node's host, and links between data centers take well
// under a millisecond.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "scenarios/conformance/dynomite_case.h"
#include "sim/world.h"

namespace faultline::scenarios::conformance {

struct ClusterOptions {
  std::uint64_t seed = 1;
  // A node that is killed comes back with an empty Redis: the record does not say which it was.
  bool killed_loses_data = false;
  // A client sends its next command as soon as it has its answer: the record has no pauses.
  bool hurried = false;
  // Messages between data centers take very different times: with DC_EACH_SAFE_QUORUM the copies of
  // one command that several racks hand on may overtake each other, and the record is one run.
  bool overtaking = false;
};

class DynomiteCluster final : private sim::WorldListener {
 public:
  DynomiteCluster(const DynomiteCase& plan, const engine::ParameterValues& options,
                  ClusterOptions cluster);
  ~DynomiteCluster() override;

  void advance(engine::Duration time) { world_->run_until(now() + time); }
  [[nodiscard]] engine::Instant time() const { return now(); }

  // Asks and waits for the answer, `patience` at most; then the client gives up its connection.
  Seen ask(const NodeCommand& command, engine::Duration patience);

  // Each lane's commands one after the other, the lanes at the same time, each from its offset on.
  struct Lane {
    engine::Duration offset{};
    std::vector<const NodeCommand*> commands;
    std::vector<Seen> seen{};
    std::vector<engine::OperationId> operations{};
  };
  void run(std::vector<Lane>& lanes, engine::Duration patience);

  void apply(const FaultStep& fault);
  // Until every running node has its links to every running one, a while at most.
  void await_links();

  // How often acknowledged writes ran at the replicas of their keys.
  struct Executions {
    std::uint64_t missing = 0;  // pairs of a command and a replica that never ran it
    std::uint64_t extra = 0;    // times beyond the first that a replica ran a command
  };
  void count(const NodeCommand& command, engine::OperationId operation, const Seen& seen,
             Executions& executions) const;

 private:
  void invoked(std::uint32_t, const engine::Arguments&, engine::Instant) override {}
  void responded(const engine::output::Respond& respond, engine::Instant at) override;
  void observed(engine::ProcessId process, const engine::Observation& observation,
                engine::Instant at) override;
  void crashed(engine::ProcessId, engine::Instant) override {}
  void restarted(engine::ProcessId, engine::Instant) override {}

  [[nodiscard]] engine::Instant now() const { return world_->progress().now; }
  [[nodiscard]] engine::ProcessId process(const std::string& name) const;
  [[nodiscard]] engine::ProcessId client(const NodeCommand& command);
  engine::OperationId begin(const NodeCommand& command);
  void cut(const FaultStep& fault, sim::PartitionMode mode);
  void heal(const FaultStep& fault);
  void stop(const std::string& node, std::string_view role);
  void start(const std::string& node, std::string_view role);
  [[nodiscard]] bool links_up();

  sim::Plan plan_;
  ClusterOptions options_;
  sim::Topology topology_;
  engine::Deployment deployment_;
  sim::Load load_;  // nobody asks but the case
  std::unique_ptr<sim::World> world_;
  std::map<std::pair<std::string, Via>, engine::ProcessId> clients_;
  std::uint64_t operations_ = 0;
  struct Waiting {
    engine::Instant since;
    std::function<void(const Seen&)> done;
  };
  std::map<engine::OperationId, Waiting> waiting_;
  std::map<std::pair<engine::OperationId, engine::ProcessId>, std::uint64_t> executed_;
  std::map<std::pair<std::string, std::string>, std::vector<sim::DisturbanceId>> cuts_;
  std::map<std::string, sim::DisturbanceId> stopped_;  // by "dc1/r1/0/dynomite"
  std::map<std::string, sim::DisturbanceId> paused_;   // by node
  std::vector<std::string> described_;
};

}  // namespace faultline::scenarios::conformance

// One run of a Dynomite case under one seed: its steps against the simulated cluster, and what was
// seen. Nothing is judged here but single replies.
//
// In the groups conflict-* each data center has one client that sends its commands one after the
// other, and the clients run at the same time; so do the two clients of group B-rackrace, which sit
// in two racks. Everywhere else the steps follow each other.
#pragma once

#include <optional>
#include <vector>

#include "scenarios/conformance/dynomite_cluster.h"
#include "scenarios/conformance/verdict.h"

namespace faultline::scenarios::conformance {

// Clients that run at the same time, or one after the other in one of both orders.
enum class Clients { kTogether, kInOrder, kInReverse };

struct DynomiteRun {
  Outcome outcome;  // values of each observed command over its nodes
  std::vector<Mismatch> mismatches;
  DynomiteCluster::Executions executions;
  bool diverged = false;
};

[[nodiscard]] bool clients_at_once(const DynomiteCase& plan);
// Whether what the clients' writes come to depends on who is faster.
[[nodiscard]] bool is_race(const DynomiteCase& plan);

[[nodiscard]] DynomiteRun run_once(const DynomiteCase& plan, const engine::ParameterValues& options,
                                   const ClusterOptions& cluster,
                                   Clients clients = Clients::kTogether);

// Observed commands in the order of the record, each once, with the positions in `observed`.
struct ObservedCommand {
  engine::Arguments command;
  std::vector<std::size_t> positions;
};
[[nodiscard]] std::vector<ObservedCommand> observed_commands(const DynomiteCase& plan);
// The recorded run.
[[nodiscard]] Outcome recorded_outcome(const DynomiteCase& plan);

// Whether an outcome is a recorded one, by the rules of replies.
class OutcomeMatch {
 public:
  explicit OutcomeMatch(const DynomiteCase& plan);
  [[nodiscard]] bool same(const Outcome& recorded, const Outcome& seen) const;
  // Two replicas show the same, whatever was drawn.
  [[nodiscard]] bool alike(std::size_t command, const Json& one, const Json& other) const {
    return commands_.at(command).match.matches(one, other);
  }
  [[nodiscard]] bool same_value(std::size_t command, const Json& recorded, const Json& seen) const;

 private:
  struct Command {
    ReplyMatch match;
    Candidates candidates;
  };
  std::vector<Command> commands_;
  bool draws_ = false;  // SPOP is among the steps: which member goes is drawn at each replica
};

// What the case ever wrote under the key of the command.
[[nodiscard]] Candidates candidates(const DynomiteCase& plan, const engine::Arguments& command);

}  // namespace faultline::scenarios::conformance

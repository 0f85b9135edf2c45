// A case of Dynomite: commands at nodes of a real cluster, faults in between, and what each node
// or the Redis behind it answered at the end. Source: shared dynomite/README.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scenarios/conformance/case_file.h"
#include "scenarios/conformance/reply_match.h"

namespace faultline::scenarios::conformance {

// Who answers: the node's Dynomite, or straight the Redis behind it.
enum class Via { kDynomite, kStorage };

struct NodeCommand {
  std::string node;  // "dc1/r1/0"
  Via via = Via::kDynomite;
  bool setup = false;      // settles everywhere before the next step
  bool with_next = false;  // in one segment with the next command: a pipeline
  engine::Arguments command;
  ExpectedReply expected;
  std::optional<engine::Duration> latency;
};

enum class FaultAction {
  kLinkHold,
  kLinkDown,
  kLinkHeal,
  kKill,
  kStart,
  kKillRedis,
  kStartRedis,
  kPause,
  kResume,
  kAwait,
  kDescribed,  // in words only
};
struct FaultStep {
  FaultAction action = FaultAction::kDescribed;
  std::vector<std::string> between;  // two data centers
  std::vector<std::string> nodes;
  std::optional<engine::Duration> lasts;  // link_hold: how long it holds
};

using DynomiteStep = std::variant<NodeCommand, FaultStep>;

// Values of each observed command over the nodes, as recorded.
using Outcome = std::vector<std::vector<Json>>;

struct DynomiteCase {
  std::string id;
  std::string group;
  bool runnable = true;
  std::map<std::string, std::map<std::string, std::uint32_t>> datacenters;  // racks -> nodes
  std::map<std::pair<std::string, std::string>, std::vector<std::vector<std::uint32_t>>> tokens;
  std::string read = "DC_ONE";
  std::string write = "DC_ONE";
  bool read_repairs = false;
  std::vector<DynomiteStep> steps;
  std::vector<NodeCommand> observed;
  bool converged = false;
  std::uint64_t repeats = 1;
  std::optional<std::uint64_t> diverged_repeats;
  std::optional<std::uint64_t> missing_executions;
  std::optional<std::uint64_t> extra_executions;
  std::vector<Outcome> outcomes;  // of all repeats; empty: only `observed` is known
};

[[nodiscard]] DynomiteCase read_dynomite_case(Reading& reading);

}  // namespace faultline::scenarios::conformance

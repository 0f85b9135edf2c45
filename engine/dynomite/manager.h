// The part of Dynomite Manager that starts a node and warms it up: when its machine comes back with
// a Redis that was not running, the Redis first copies that of a peer in another rack of the same
// data center with the same token, and only then the Dynomite starts. What is written between the
// end of the copy and the first connection of the peers is lost to it, and so is what the peer did
// not have. Its cloud side (token store, replacement) is left out. Source: shared
// dynomite/facts.md 8 and 12.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/dynomite/node_state.h"
#include "engine/dynomite/redis_replication.h"
#include "engine/dynomite/topology.h"
#include "engine/ports/administered.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

class Manager final : public Process {
 public:
  Manager(std::shared_ptr<const Topology> topology, NodeNumber self);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  enum class Phase {
    kLooks,    // whether the own Redis was running
    kWaits,    // for it to be ready
    kChooses,  // a peer to copy from
    kCopies,   // it follows the peer
    kJudges,   // whether it has all that the peer has, by what both answer
    kResumes,  // the node runs and does not answer reads yet
    kDone,
    kFailed,  // nobody to copy from could be reached: the node stays down
  };

  void received(const input::Received& input, Outputs& outputs);
  void timer_fired(TimerId timer, Outputs& outputs);
  void next_phase(Outputs& outputs);
  void ask(NodeNumber node, Outputs& outputs);
  void forget_answers(Outputs& outputs);
  void choose_peer(Outputs& outputs);
  void look_at_copy(Outputs& outputs);
  void judge_copy(Outputs& outputs);
  void end_copy(Outputs& outputs);
  void command(NodeState state, Outputs& outputs);
  void say(Outputs& outputs) const;
  void tell_redis(const OperatorRequest& request, Outputs& outputs);
  [[nodiscard]] std::vector<NodeNumber> peers() const;
  void enter(Phase phase, Duration lasts, Outputs& outputs);

  std::shared_ptr<const Topology> topology_;
  NodeNumber self_;
  const NodePlace& place_;
  Phase phase_ = Phase::kDone;
  std::optional<NodeState> word_;  // for the node, until it has heard it
  bool heard_ = false;
  std::uint64_t connections_ = 0;
  std::map<ConnectionId, NodeNumber> asked_;  // whose Redis
  std::map<NodeNumber, RedisInfo> infos_;     // of the last round
  std::optional<NodeNumber> peer_;
  std::uint64_t last_gap_ = 0;
  int rising_ = 0;
  int looks_ = 0;
};

}  // namespace faultline::engine::dynomite

#include "engine/dynomite/manager.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/base/type_list.h"
#include "engine/dynomite/gossip.h"
#include "engine/dynomite/timing.h"

namespace faultline::engine::dynomite {
namespace {

constexpr TimerId kPhaseTimer{1};
constexpr TimerId kWordTimer{2};

}  // namespace

Manager::Manager(std::shared_ptr<const Topology> topology, NodeNumber self)
    : topology_(std::move(topology)), self_(self), place_(topology_->nodes()[self]) {}

void Manager::step(const Input& input, const StepContext& /*context*/, Outputs& outputs) {
  std::visit(Overloaded{[&](const input::Started& event) {
                          // At the birth of the cluster all tokens are new: nothing to copy.
                          if (event.first_start) return command(NodeState::kNormal, outputs);
                          enter(Phase::kLooks, kAnswerWait, outputs);
                          ask(self_, outputs);
                        },
                        [&](const input::Opened& event) {
                          if (!asked_.contains(event.connection)) return;
                          outputs.send(event.connection, {Bytes(kOperatorGreeting), 0});
                          outputs.send(event.connection, encode(OperatorRequest{}));
                        },
                        [&](const input::Refused& event) { asked_.erase(event.connection); },
                        [&](const input::Closed& event) { asked_.erase(event.connection); },
                        [&](const input::Received& event) { received(event, outputs); },
                        [&](const input::Datagram& event) {
                          const auto heard = decode<StateHeard>(event.bytes);
                          if (!heard || event.from != place_.dynomite) return;
                          if (heard->starting) {
                            heard_ = false;
                            say(outputs);
                          } else if (word_ && heard->state == *word_) {
                            heard_ = true;
                          }
                        },
                        [&](const input::TimerFired& event) { timer_fired(event.timer, outputs); },
                        [](const input::Requested&) {},
                        [&](const input::Administered& event) {
                          answer_describe(
                              event,
                              [&](const WaitsFor& wait) {
                                if (phase_ == Phase::kFailed)
                                  wait("nobody to warm up from");
                                else if (phase_ != Phase::kDone)
                                  wait("its Redis to be warm");
                              },
                              outputs);
                        }},
             input);
}

void Manager::enter(Phase phase, Duration lasts, Outputs& outputs) {
  phase_ = phase;
  outputs.set_timer(kPhaseTimer, lasts);
}

// Answers of an earlier round are not waited for any more.
void Manager::forget_answers(Outputs& outputs) {
  for (const auto& [connection, node] : asked_) outputs.close(connection);
  asked_.clear();
  infos_.clear();
}

void Manager::ask(NodeNumber node, Outputs& outputs) {
  const ConnectionId connection(++connections_);
  asked_[connection] = node;
  outputs.connect(connection, topology_->nodes()[node].redis);
}

void Manager::received(const input::Received& input, Outputs& outputs) {
  const auto asked = asked_.find(input.connection);
  if (asked == asked_.end()) return;
  if (const auto info = decode<RedisInfo>(input.bytes)) infos_[asked->second] = *info;
  outputs.close(input.connection);
  asked_.erase(asked);
}

void Manager::timer_fired(TimerId timer, Outputs& outputs) {
  if (timer == kPhaseTimer) return next_phase(outputs);
  if (!heard_) say(outputs);
}

void Manager::next_phase(Outputs& outputs) {
  switch (phase_) {
    case Phase::kLooks: {
      const auto own = infos_.find(self_);
      const bool was_running = own != infos_.end() && own->second.uptime > kJustStarted;
      if (was_running) {
        // A manager before this one may have let it follow a peer.
        tell_redis({OperatorRequest::What::kFollowNobody, {}}, outputs);
        phase_ = Phase::kDone;
        return command(NodeState::kNormal, outputs);
      }
      return enter(Phase::kWaits, kRedisStart, outputs);
    }
    case Phase::kWaits:
      if (peers().empty()) {
        phase_ = Phase::kDone;
        return command(NodeState::kNormal, outputs);
      }
      forget_answers(outputs);
      for (const NodeNumber peer : peers()) ask(peer, outputs);
      return enter(Phase::kChooses, kAnswerWait, outputs);
    case Phase::kChooses:
      return choose_peer(outputs);
    case Phase::kCopies:
      return look_at_copy(outputs);
    case Phase::kJudges:
      return judge_copy(outputs);
    case Phase::kResumes:
      tell_redis({OperatorRequest::What::kFollowNobody, {}}, outputs);
      phase_ = Phase::kDone;
      return command(NodeState::kNormal, outputs);
    case Phase::kDone:
    case Phase::kFailed:
      return;
  }
}

// Same data center, same token, another rack.
std::vector<NodeNumber> Manager::peers() const {
  std::vector<NodeNumber> peers;
  const std::vector<Rack>& racks = topology_->datacenters()[place_.datacenter].racks;
  for (std::size_t rack = 0; rack < racks.size(); ++rack)
    for (const NodeNumber node : racks[rack].nodes)
      if (rack != place_.rack && topology_->nodes()[node].token == place_.token)
        peers.push_back(node);
  return peers;
}

// The one that has run longest.
void Manager::choose_peer(Outputs& outputs) {
  peer_.reset();
  for (const auto& [node, info] : infos_)
    if (!peer_ || info.uptime > infos_.at(*peer_).uptime) peer_ = node;
  if (!peer_) {
    phase_ = Phase::kFailed;
    outputs.observe(observation::Mark{"dynomite_warm_up_failed"});
    return;
  }
  outputs.observe(observation::Mark{"dynomite_warm_up"});
  tell_redis({OperatorRequest::What::kFollow, topology_->nodes()[*peer_].redis}, outputs);
  enter(Phase::kCopies, kCopyLook - kAnswerWait, outputs);
}

// Every ten seconds.
void Manager::look_at_copy(Outputs& outputs) {
  forget_answers(outputs);
  ask(self_, outputs);
  ask(*peer_, outputs);
  enter(Phase::kJudges, kAnswerWait, outputs);
}

void Manager::judge_copy(Outputs& outputs) {
  const auto own = infos_.find(self_);
  const auto theirs = infos_.find(*peer_);
  if (own != infos_.end() && theirs != infos_.end() && own->second.in_sync) {
    const std::uint64_t done = own->second.position;
    const std::uint64_t gap = theirs->second.position > done ? theirs->second.position - done : 0;
    rising_ = gap > last_gap_ ? rising_ + 1 : 0;
    last_gap_ = gap;
    if (gap <= kSmallGap || rising_ >= kRisingGaps) return end_copy(outputs);
  }
  if (++looks_ * kCopyLook >= kCopyMax) return end_copy(outputs);
  // In case the word was lost.
  tell_redis({OperatorRequest::What::kFollow, topology_->nodes()[*peer_].redis}, outputs);
  enter(Phase::kCopies, kCopyLook - kAnswerWait, outputs);
}

void Manager::end_copy(Outputs& outputs) {
  command(NodeState::kWritesOnly, outputs);
  tell_redis({OperatorRequest::What::kFollowNobody, {}}, outputs);
  command(NodeState::kResuming, outputs);
  enter(Phase::kResumes, kResumeWait, outputs);
}

void Manager::tell_redis(const OperatorRequest& request, Outputs& outputs) {
  outputs.send_datagram(place_.redis, encode(request).bytes);
}

void Manager::command(NodeState state, Outputs& outputs) {
  word_ = state;
  heard_ = false;
  say(outputs);
}

void Manager::say(Outputs& outputs) const {
  if (!word_) return;
  outputs.send_datagram(place_.dynomite, encode(NodeDatagram(StateWord{*word_})).bytes);
  outputs.set_timer(kWordTimer, kWordAgain);
}

}  // namespace faultline::engine::dynomite

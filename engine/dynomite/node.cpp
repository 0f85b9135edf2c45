#include "engine/dynomite/node.h"

#include <string>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/type_list.h"
#include "engine/clients/protocol.h"
#include "engine/dynomite/real_commands.h"
#include "engine/dynomite/timing.h"

namespace faultline::engine::dynomite {
namespace {

constexpr std::string_view kPeerNotConnected = "ERR Peer: Peer Node is not connected";
constexpr std::string_view kPeerRefused = "ERR Peer: Peer Node refused connection";
constexpr std::string_view kStorageRefused = "ERR Storage: Datastore refused connection";
constexpr std::string_view kInvalidState =
    "ERR Dynomite: Dynomite's current state does not allow this request";

// Three timers a link.
constexpr std::uint64_t kTimersALink = 3;

LinkTimers timers_of(std::size_t link) {
  return {TimerId(kTimersALink * link), TimerId(kTimersALink * link + 1),
          TimerId(kTimersALink * link + 2)};
}

// Tells the manager again that the node waits for its word.
constexpr TimerId kWaitTimer{~std::uint64_t{0}};
constexpr TimerId kGossipTimer{~std::uint64_t{0} - 1};

}  // namespace

Node::Node(std::shared_ptr<const Topology> topology, NodeNumber self, const NodeSettings& settings)
    : topology_(std::move(topology)),
      self_(self),
      place_(topology_->nodes()[self]),
      configured_(settings),
      settings_(settings),
      gossip_(topology_->nodes().size(), self, settings.gossip_interval) {
  for (NodeNumber node = 0; node < topology_->nodes().size(); ++node) {
    first_links_.push_back(link_ends_.size());
    const std::uint32_t connections = node == self_   ? settings_.datastore_connections
                                      : is_near(node) ? settings_.local_peer_connections
                                                      : settings_.remote_peer_connections;
    link_ends_.insert(link_ends_.end(), connections, node);
  }
  first_links_.push_back(link_ends_.size());
  for (std::size_t link = 0; link < link_ends_.size(); ++link) {
    const NodeNumber node = link_ends_[link];
    const ProcessId to = node == self_ ? place_.redis : topology_->nodes()[node].dynomite;
    std::optional<RateLimit> limit;
    if (!is_near(node)) limit.emplace(settings_.messages_per_second);
    links_.emplace_back(to, link + 1, link_ends_.size(), timers_of(link), limit);
  }
}

bool Node::is_near(NodeNumber node) const {
  return topology_->nodes()[node].datacenter == place_.datacenter;
}

void Node::step(const Input& input, const StepContext& context, Outputs& outputs) {
  std::visit(
      Overloaded{
          [&](const input::Started& event) {
            if (!place_.manager || event.first_start) return start(outputs);
            outputs.listen(false);
            tell_manager(outputs);
          },
          [&](const input::Opened& event) { opened(event, outputs); },
          [&](const input::Refused& event) { closed(event.connection, context, outputs); },
          [&](const input::Closed& event) { closed(event.connection, context, outputs); },
          [&](const input::Received& event) { received(event, context, outputs); },
          [&](const input::Datagram& event) { received(event, outputs); },
          [&](const input::TimerFired& event) { timer_fired(event.timer, context, outputs); },
          [](const input::Requested&) {},
          [&](const input::Administered& event) { administered(event, outputs); }},
      input);
}

void Node::administered(const input::Administered& input, Outputs& outputs) {
  answer_describe(
      input, [&](const WaitsFor& wait) { describe(wait); }, outputs);
  const auto* levels = std::get_if<input::administered::Levels>(&input.request);
  if (levels == nullptr) return;
  settings_.read = find_consistency(levels->read).value_or(configured_.read);
  settings_.write = find_consistency(levels->write).value_or(configured_.write);
}

void Node::received(const input::Datagram& datagram, Outputs& outputs) {
  const auto message = decode<NodeDatagram>(datagram.bytes);
  if (!message) return;
  if (const auto* word = std::get_if<StateWord>(&*message))
    hear(*word, outputs);
  else if (started_)
    gossip_.hear(std::get<GossipStates>(*message));
}

void Node::gossip(const StepContext& context, Outputs& outputs) {
  outputs.set_timer(kGossipTimer, gossip_.interval());
  if (const auto peer = gossip_.tick(state_, context))
    outputs.send_datagram(topology_->nodes()[*peer].dynomite,
                          encode(NodeDatagram(gossip_.known())).bytes);
  for ([[maybe_unused]] const NodeNumber down : gossip_.newly_down(context.wall))
    outputs.observe(observation::Mark{"dynomite_gossip_down"});
}

void Node::start(Outputs& outputs) {
  started_ = true;
  if (settings_.gossip) outputs.set_timer(kGossipTimer, gossip_.interval());
  for (Link& link : links_) link.open(outputs);
}

void Node::hear(const StateWord& word, Outputs& outputs) {
  state_ = word.state;
  if (!started_) {
    outputs.cancel_timer(kWaitTimer);
    outputs.listen(true);
    start(outputs);
  }
  tell_manager(outputs);
}

void Node::tell_manager(Outputs& outputs) const {
  if (!place_.manager) return;
  outputs.send_datagram(*place_.manager, encode(StateHeard{!started_, state_}).bytes);
  if (!started_) outputs.set_timer(kWaitTimer, kWordAgain);
}

void Node::opened(const input::Opened& input, Outputs& outputs) {
  if (input.accepted) {
    callers_.emplace(input.connection, Caller{});
    return;
  }
  const std::size_t link = link_of(input.connection);
  if (!links_[link].is_current(input.connection)) return;
  links_[link].opened();
  if (link_ends_[link] != self_) outputs.send(input.connection, {Bytes(kPeerGreeting), 0});
}

void Node::closed(ConnectionId connection, const StepContext& context, Outputs& outputs) {
  if (connection.value() >= kAcceptedConnection) {
    // What this caller sent before still runs; nobody hears the answer.
    callers_.erase(connection);
    clients_.drop(connection);
    coordinations_.drop(connection);
    return;
  }
  const std::size_t link = link_of(connection);
  if (links_[link].is_current(connection))
    fail(links_[link].lost(false, outputs), link_ends_[link], context, outputs);
}

void Node::received(const input::Received& input, const StepContext& context, Outputs& outputs) {
  outputs.occupy(kNodeMessageTime);
  if (input.connection.value() < kAcceptedConnection) {
    const std::size_t link = link_of(input.connection);
    if (links_[link].is_current(input.connection)) from_link(link, input.bytes, context, outputs);
    return;
  }
  const auto found = callers_.find(input.connection);
  if (found == callers_.end()) return;
  Caller& caller = found->second;
  if (caller.kind == Caller::Kind::kUnknown) {
    const bool greeted = input.bytes.view() == kPeerGreeting;
    caller.kind = greeted ? Caller::Kind::kPeer : Caller::Kind::kClient;
    if (greeted) return;
  }
  if (caller.kind == Caller::Kind::kPeer)
    from_peer(input, caller, context, outputs);
  else
    from_client(input, caller, context, outputs);
}

void Node::timer_fired(TimerId timer, const StepContext& context, Outputs& outputs) {
  if (timer == kWaitTimer) return tell_manager(outputs);
  if (timer == kGossipTimer) return gossip(context, outputs);
  const std::size_t at = timer.value() / kTimersALink;
  Link& link = links_[at];
  const LinkTimers timers = timers_of(at);
  if (timer == timers.reconnect)
    link.open(outputs);
  else if (timer == timers.next_second)
    link.next_second(context, outputs);
  else if (link.overdue(context.monotonic, outputs))
    fail(link.lost(true, outputs), link_ends_[at], context, outputs);
}

void Node::describe(const WaitsFor& wait) const {
  if (!started_) wait("its manager's word");
  for (std::size_t link = 0; link < links_.size(); ++link) {
    const NodeNumber node = link_ends_[link];
    const std::string name = topology_->nodes()[node].name + (node == self_ ? "/redis" : "");
    if (!links_[link].connected())
      wait("not connected to " + name);
    else if (const std::size_t count = links_[link].unanswered(); count > 0)
      wait(std::to_string(count) + " answers owed by " + name);
  }
}

void Node::from_peer(const input::Received& input, Caller& from, const StepContext& context,
                     Outputs& outputs) {
  const std::optional<PeerRequest> request = decode<PeerRequest>(input.bytes);
  const CommandKind* kind = request ? taken_command(request->carried.command) : nullptr;
  if (kind == nullptr) {
    closed(input.connection, context, outputs);
    outputs.close(input.connection);
    return;
  }
  const PeerCaller caller{input.connection, request->number};
  from.asked.emplace_back(request->number, std::nullopt);
  if (request->relay == Relay::kForward) return fan_out(request->carried, caller, context, outputs);
  const bool as_script = request->carried.script != Script::kNone;
  const Errand errand{request->relay, access_of(*kind, as_script), input.connection};
  if (!send(self_, errand, request->carried, caller, context, outputs))
    answer(caller, not_sent(self_, errand.access), context, outputs);
}

void Node::fan_out(const Carried& carried, const PeerCaller& caller, const StepContext& context,
                   Outputs& outputs) {
  const std::vector<Bytes> keys =
      keys_of(*find_command(carried.command[0].view()), carried.command);
  FL_ASSERT(!keys.empty(), "a command without a key stays at its coordinator");
  const std::vector<Rack>& racks = topology_->datacenters()[place_.datacenter].racks;
  const Errand errand{Relay::kDistant, Access::kWrite, caller.connection};
  for (std::size_t i = 0; i < racks.size(); ++i) {
    const NodeNumber owner = topology_->owner_to(self_, racks[i], keys[0]);
    const bool own_rack = i == place_.rack;
    const AnswerTo to = own_rack ? AnswerTo(caller) : AnswerTo();
    if (send(owner, errand, carried, to, context, outputs)) continue;
    if (owner != self_) outputs.observe(observation::Mark{"dynomite_write_dropped_not_connected"});
    if (own_rack) answer(caller, not_sent(owner, Access::kWrite), context, outputs);
  }
}

void Node::from_link(std::size_t link, const Bytes& bytes, const StepContext& context,
                     Outputs& outputs) {
  const NodeNumber node = link_ends_[link];
  if (node == self_) {
    std::optional<StorageResponse> response = decode<StorageResponse>(bytes);
    FL_ASSERT(response.has_value(), "a Redis answers in its own protocol");
    answer(links_[link].take_oldest().to,
           {std::move(response->reply), self_, place_.redis, false, response->writer}, context,
           outputs);
    return;
  }
  std::optional<PeerResponse> response = decode<PeerResponse>(bytes);
  FL_ASSERT(response.has_value(), "a peer answers in its own protocol");
  const Awaited awaited = links_[link].take_oldest();
  FL_ASSERT(awaited.number == response->number, "answers of a link come in order");
  ReplicaReply reply{std::move(response->reply), node, std::nullopt, false, response->writer};
  if (response->executed) reply.home = topology_->nodes()[node].redis;
  reply.garbled =
      !is_near(node) && !settings_.encrypted_between_datacenters && !settings_.each_as_documented;
  answer(awaited.to, std::move(reply), context, outputs);
  if (context.fires(BuggifyPoint::kDropsPeer, outputs) && links_[link].connected())
    fail(links_[link].lost(true, outputs), node, context, outputs);
}

bool Node::send(NodeNumber node, const Errand& errand, const Carried& carried, const AnswerTo& to,
                const StepContext& context, Outputs& outputs) {
  const std::size_t pool = first_links_[node + 1] - first_links_[node];
  Link& link = links_[first_links_[node] + errand.from.value() % pool];
  if (!link.connected()) return false;
  if (node == self_ && !state_refusal(errand.access).empty()) return false;
  const std::uint64_t number = ++last_number_;
  Encoded message = node == self_ ? encode(StorageRequest{errand.relay, carried})
                                  : encode(PeerRequest{number, errand.relay, carried});
  Awaited awaited{to, number, context.monotonic + limit(node, errand.access)};
  bool left = true;
  if (node == self_ && state_ == NodeState::kWritesOnly)
    link.keep_back(std::move(message), std::move(awaited), context, outputs);
  else if (node == self_ && state_ == NodeState::kResuming)
    link.send_all(std::move(message), std::move(awaited), context, outputs);
  else
    left = link.send(std::move(message), std::move(awaited), context, outputs);
  if (!left && node != self_ && carried.operation.value != kNoClientsOperation)
    outputs.observe(
        observation::HeldBack{carried.operation.value, topology_->nodes()[node].dynomite});
  return true;
}

std::string_view Node::state_refusal(Access access) const {
  const bool refuses =
      state_ == NodeState::kStandby || (state_ != NodeState::kNormal && access == Access::kRead);
  return refuses ? kInvalidState : std::string_view();
}

void Node::fail(const std::deque<Awaited>& waited, NodeNumber node, const StepContext& context,
                Outputs& outputs) {
  const std::string_view error = node == self_ ? kStorageRefused : kPeerRefused;
  for (const Awaited& awaited : waited)
    answer(awaited.to, {error_reply(error), node, std::nullopt}, context, outputs);
}

ReplicaReply Node::not_sent(NodeNumber node, Access access) const {
  std::string_view error = kPeerNotConnected;
  if (node == self_) {
    error = state_refusal(access);
    const Link& link = links_[first_links_[self_]];
    if (error.empty() || !link.connected()) error = kStorageRefused;
  }
  return {error_reply(error), node, std::nullopt};
}

void Node::answer(const AnswerTo& to, ReplicaReply reply, const StepContext& context,
                  Outputs& outputs) {
  if (const auto* id = std::get_if<CoordinationId>(&to)) {
    answered(*id, reply.node, std::move(reply), context, outputs);
  } else if (const auto* caller = std::get_if<PeerCaller>(&to)) {
    answer_peer(*caller, std::move(reply), outputs);
  }
}

// What this node refuses at once waits behind what its Redis still owes.
void Node::answer_peer(const PeerCaller& to, ReplicaReply reply, Outputs& outputs) {
  const auto caller = callers_.find(to.connection);
  if (caller == callers_.end()) return;
  auto& asked = caller->second.asked;
  for (auto& [number, response] : asked)
    if (number == to.number)
      response = PeerResponse{number, reply.home.has_value(), std::move(reply.reply), reply.writer};
  for (; !asked.empty() && asked.front().second; asked.pop_front())
    outputs.send(to.connection, encode(*asked.front().second));
}

std::size_t Node::link_of(ConnectionId connection) const {
  return (connection.value() - 1) % links_.size();
}

Duration Node::limit(NodeNumber node, Access access) const {
  Duration limit = kStorageTimeOut;
  if (node != self_) {
    limit += is_near(node) ? kSameDatacenterExtra : kOtherDatacenterExtra;
    if (access == Access::kWrite) limit += kWriteExtra;
  }
  return settings_.timeout_factor * limit;
}

}  // namespace faultline::engine::dynomite

#include "engine/dynomite/node.h"

#include <string>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/base/type_list.h"
#include "engine/clients/protocol.h"
#include "engine/dynomite/real_commands.h"
#include "engine/dynomite/timing.h"

namespace faultline::engine::dynomite {
namespace {

constexpr std::string_view kPeerNotConnected = "ERR Peer: Peer Node is not connected";
constexpr std::string_view kPeerRefused = "ERR Peer: Peer Node refused connection";
constexpr std::string_view kStorageRefused = "ERR Storage: Datastore refused connection";

// Two timers a link.
TimerId reconnect_timer(NodeNumber node) {
  return TimerId(2 * node);
}
TimerId time_out_timer(NodeNumber node) {
  return TimerId(2 * node + 1);
}

}  // namespace

Node::Node(std::shared_ptr<const Topology> topology, NodeNumber self)
    : topology_(std::move(topology)), self_(self), place_(topology_->nodes()[self]) {
  const std::vector<NodePlace>& nodes = topology_->nodes();
  for (NodeNumber node = 0; node < nodes.size(); ++node)
    links_.emplace_back(node == self_ ? place_.redis : nodes[node].dynomite, node + 1, nodes.size(),
                        reconnect_timer(node), time_out_timer(node));
}

void Node::step(const Input& input, const StepContext& context, Outputs& outputs) {
  std::visit(Overloaded{[&](const input::Started&) {
                          for (Link& link : links_) link.open(outputs);
                        },
                        [&](const input::Opened& event) { opened(event, outputs); },
                        [&](const input::Refused& event) { closed(event.connection, outputs); },
                        [&](const input::Closed& event) { closed(event.connection, outputs); },
                        [&](const input::Received& event) { received(event, context, outputs); },
                        [](const input::Datagram&) {},
                        [&](const input::TimerFired& event) {
                          timer_fired(event.timer, context, outputs);
                        },
                        [](const input::Requested&) {},
                        [&](const input::Administered& event) {
                          answer_describe(
                              event, [&](const WaitsFor& wait) { describe(wait); }, outputs);
                        }},
             input);
}

void Node::opened(const input::Opened& input, Outputs& outputs) {
  if (input.accepted) {
    callers_.emplace(input.connection, Caller::kUnknown);
    return;
  }
  const NodeNumber node = link_of(input.connection);
  if (!links_[node].is_current(input.connection)) return;
  links_[node].opened();
  if (node != self_) outputs.send(input.connection, {Bytes(kPeerGreeting), 0});
}

void Node::closed(ConnectionId connection, Outputs& outputs) {
  if (connection.value() >= kAcceptedConnection) {
    // What this caller sent before still runs; nobody hears the answer.
    callers_.erase(connection);
    clients_.drop(connection);
    return;
  }
  const NodeNumber node = link_of(connection);
  if (links_[node].is_current(connection)) fail(links_[node].lost(false, outputs), node, outputs);
}

void Node::received(const input::Received& input, const StepContext& context, Outputs& outputs) {
  outputs.occupy(kNodeMessageTime);
  if (input.connection.value() < kAcceptedConnection) {
    const NodeNumber node = link_of(input.connection);
    if (links_[node].is_current(input.connection)) from_link(node, input.bytes, context, outputs);
    return;
  }
  const auto caller = callers_.find(input.connection);
  if (caller == callers_.end()) return;
  if (caller->second == Caller::kUnknown) {
    const bool greeted = input.bytes.view() == kPeerGreeting;
    caller->second = greeted ? Caller::kPeer : Caller::kClient;
    if (greeted) return;
  }
  if (caller->second == Caller::kPeer)
    from_peer(input, context, outputs);
  else
    from_client(input, context, outputs);
}

void Node::timer_fired(TimerId timer, const StepContext& context, Outputs& outputs) {
  const NodeNumber node = timer.value() / 2;
  Link& link = links_[node];
  if (timer == reconnect_timer(node))
    link.open(outputs);
  else if (link.overdue(context.monotonic, outputs))
    fail(link.lost(true, outputs), node, outputs);
}

void Node::describe(const WaitsFor& wait) const {
  for (NodeNumber node = 0; node < links_.size(); ++node) {
    const std::string name = topology_->nodes()[node].name + (node == self_ ? "/redis" : "");
    if (!links_[node].connected())
      wait("not connected to " + name);
    else if (const std::size_t count = links_[node].unanswered(); count > 0)
      wait(std::to_string(count) + " answers owed by " + name);
  }
}

void Node::from_client(const input::Received& input, const StepContext& context, Outputs& outputs) {
  const ConnectionId client = input.connection;
  const std::optional<Request> request = decode<Request>(input.bytes);
  const CommandKind* kind = request ? taken_command(request->command) : nullptr;
  if (kind == nullptr) {
    // Without a reply, and without those that are still due (shared dynomite/facts.md 9).
    closed(client, outputs);
    outputs.close(client);
    return;
  }
  const Rack& rack = topology_->rack_of(place_);
  const std::vector<Part> parts =
      split(*kind, request->command, [&](const Bytes& key) { return topology_->owner(rack, key); });
  const std::uint64_t sequence = clients_.begin(client, request->operation.value, *kind, parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Carried carried{request->operation, parts[i].command, parts[i].positions};
    coordinate(*kind, parts[i], carried, {client, sequence, i}, context, outputs);
  }
  if (clients_.waits(client) && context.fires(BuggifyPoint::kDropsClient, outputs)) {
    closed(client, outputs);
    outputs.close(client);
  }
}

void Node::coordinate(const CommandKind& kind, const Part& part, const Carried& carried,
                      const ClientPart& from, const StepContext& context, Outputs& outputs) {
  const Access access = routed_as(kind);
  if (!part.key || access == Access::kRead) {
    const NodeNumber owner =
        part.key ? topology_->owner(topology_->rack_of(place_), *part.key) : self_;
    if (!send(owner, Relay::kRequest, access, carried, from, context, outputs))
      answer_not_connected(owner, from, outputs);
    return;
  }
  const std::vector<Datacenter>& datacenters = topology_->datacenters();
  for (std::size_t i = 0; i < datacenters.size(); ++i) {
    if (i == place_.datacenter)
      to_all_racks(Relay::kRequest, *part.key, carried, from, context, outputs);
    else
      to_other_datacenter(datacenters[i], *part.key, carried, context, outputs);
  }
}

void Node::to_all_racks(Relay relay, const Bytes& key, const Carried& carried, const AnswerTo& to,
                        const StepContext& context, Outputs& outputs) {
  if (planted(PlantedBug::kReplyBeforeExecution) && relay == Relay::kRequest) {
    answer(to, ok_reply(), std::nullopt, outputs);
    return to_all_racks(Relay::kFannedOut, key, carried, AnswerTo(), context, outputs);
  }
  const std::vector<Rack>& racks = topology_->datacenters()[place_.datacenter].racks;
  for (std::size_t i = 0; i < racks.size(); ++i) {
    const bool own_rack = i == place_.rack;
    if (planted(PlantedBug::kFanOutSkipsARack) && !own_rack && i + 1 == racks.size()) continue;
    const NodeNumber owner = topology_->owner(racks[i], key);
    if (send(owner, relay, Access::kWrite, carried, own_rack ? to : AnswerTo(), context, outputs))
      continue;
    if (owner != self_) outputs.observe(observation::Mark{"dynomite_write_dropped_not_connected"});
    if (own_rack) answer_not_connected(owner, to, outputs);
  }
}

void Node::to_other_datacenter(const Datacenter& there, const Bytes& key, const Carried& carried,
                               const StepContext& context, Outputs& outputs) {
  bool first = true;
  for (const Rack* rack : topology_->forward_order(place_, there)) {
    if (send(topology_->owner(*rack, key), Relay::kForward, Access::kWrite, carried, AnswerTo(),
             context, outputs)) {
      if (!first) outputs.observe(observation::Mark{"dynomite_remote_rack_failover"});
      return;
    }
    first = false;
  }
  // The client never hears of it (shared dynomite/facts.md 3.7).
  outputs.observe(observation::Mark{"dynomite_write_dropped_not_connected"});
}

bool Node::send(NodeNumber node, Relay relay, Access access, const Carried& carried,
                const AnswerTo& to, const StepContext& context, Outputs& outputs) {
  Link& link = links_[node];
  if (!link.connected()) return false;
  const std::uint64_t number = ++last_number_;
  Encoded message = node == self_ ? encode(StorageRequest{relay != Relay::kRequest, carried})
                                  : encode(PeerRequest{number, relay, carried});
  link.send(std::move(message), {to, number, context.monotonic + limit(node, access)},
            context.monotonic, outputs);
  return true;
}

void Node::from_peer(const input::Received& input, const StepContext& context, Outputs& outputs) {
  const std::optional<PeerRequest> request = decode<PeerRequest>(input.bytes);
  const CommandKind* kind = request ? taken_command(request->carried.command) : nullptr;
  if (kind == nullptr) {
    closed(input.connection, outputs);
    outputs.close(input.connection);
    return;
  }
  const AnswerTo caller = PeerCaller{input.connection, request->number};
  if (request->relay == Relay::kForward) {
    const std::vector<Bytes> keys = keys_of(*kind, request->carried.command);
    FL_ASSERT(!keys.empty(), "a command without a key stays at its coordinator");
    to_all_racks(Relay::kFannedOut, keys[0], request->carried, caller, context, outputs);
  } else if (!send(self_, request->relay, routed_as(*kind), request->carried, caller, context,
                   outputs)) {
    answer_not_connected(self_, caller, outputs);
  }
}

void Node::from_link(NodeNumber node, const Bytes& bytes, const StepContext& context,
                     Outputs& outputs) {
  if (node == self_) {
    std::optional<StorageResponse> response = decode<StorageResponse>(bytes);
    FL_ASSERT(response.has_value(), "a Redis answers in its own protocol");
    answer(links_[node].take_oldest().to, std::move(response->reply), place_.redis, outputs);
    return;
  }
  std::optional<PeerResponse> response = decode<PeerResponse>(bytes);
  FL_ASSERT(response.has_value(), "a peer answers in its own protocol");
  const Awaited awaited = links_[node].take_oldest();
  FL_ASSERT(awaited.number == response->number, "answers of a link come in order");
  std::optional<ProcessId> home;
  if (response->executed) home = topology_->nodes()[node].redis;
  answer(awaited.to, std::move(response->reply), home, outputs);
  if (context.fires(BuggifyPoint::kDropsPeer, outputs))
    fail(links_[node].lost(true, outputs), node, outputs);
}

void Node::fail(const std::deque<Awaited>& waited, NodeNumber node, Outputs& outputs) {
  for (const Awaited& awaited : waited)
    answer(awaited.to, error_reply(node == self_ ? kStorageRefused : kPeerRefused), std::nullopt,
           outputs);
}

void Node::answer_not_connected(NodeNumber node, const AnswerTo& to, Outputs& outputs) {
  answer(to, error_reply(node == self_ ? kStorageRefused : kPeerNotConnected), std::nullopt,
         outputs);
}

void Node::answer(const AnswerTo& to, Reply reply, std::optional<ProcessId> home,
                  Outputs& outputs) {
  if (const auto* part = std::get_if<ClientPart>(&to)) {
    clients_.answer(*part, std::move(reply), home, outputs);
  } else if (const auto* caller = std::get_if<PeerCaller>(&to)) {
    if (callers_.contains(caller->connection))
      outputs.send(caller->connection,
                   encode(PeerResponse{caller->number, home.has_value(), std::move(reply)}));
  }
}

NodeNumber Node::link_of(ConnectionId connection) const {
  return (connection.value() - 1) % links_.size();
}

Duration Node::limit(NodeNumber node, Access access) const {
  if (node == self_) return kStorageTimeOut;
  const bool near = topology_->nodes()[node].datacenter == place_.datacenter;
  return kStorageTimeOut + (near ? kSameDatacenterExtra : kOtherDatacenterExtra) +
         (access == Access::kWrite ? kWriteExtra : Duration::zero());
}

}  // namespace faultline::engine::dynomite

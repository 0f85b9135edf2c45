// A node as the coordinator of its clients' requests: where each goes, whose answers it awaits, and
// what it answers (shared dynomite/facts.md 3 and 4).
#include <string>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/clients/protocol.h"
#include "engine/dynomite/node.h"
#include "engine/dynomite/real_commands.h"

namespace faultline::engine::dynomite {
namespace {

// Under a safe quorum the members of a set must come in one order, or no two replies were equal.
Arguments as_sent(const Arguments& command, const CommandKind& kind, Consistency level) {
  if (kind.name == "SMEMBERS" && level == Consistency::kDcSafeQuorum)
    return {Bytes("SORT"), command[1], Bytes("ALPHA")};
  return command;
}

}  // namespace

void Node::close_client(ConnectionId client, const StepContext& context, Outputs& outputs) {
  closed(client, context, outputs);
  outputs.close(client);
}

// Who has said QUIT hears what is still due, and no word on that.
void Node::close_if_done(ConnectionId client, const StepContext& context, Outputs& outputs) {
  const auto caller = callers_.find(client);
  if (caller != callers_.end() && caller->second.quits && !clients_.waits(client))
    close_client(client, context, outputs);
}

void Node::from_client(const input::Received& input, Caller& caller, const StepContext& context,
                       Outputs& outputs) {
  const ConnectionId client = input.connection;
  if (caller.quits) return;
  const std::optional<Request> request = decode<Request>(input.bytes);
  if (request && quits(request->command)) {
    caller.quits = true;
    return close_if_done(client, context, outputs);
  }
  if (request && chooses_level(request->command))
    return choose_level(client, caller, *request, context, outputs);
  const CommandKind* kind = request ? taken_command(request->command) : nullptr;
  // Without a reply, and without those that are still due (shared dynomite/facts.md 9).
  if (kind == nullptr) return close_client(client, context, outputs);
  const Access access = access_of(*kind, is_stamped_here(request->command));
  const Consistency level = level_of(access, caller);
  const Stamp stamp = stamp_of(caller, context);
  const Arguments command = as_sent(request->command, *kind, level);
  const Rack& rack = topology_->rack_of(place_);
  const std::vector<Part> parts = split(
      *kind, command, [&](const Bytes& key) { return topology_->owner_to(self_, rack, key); });
  const bool kills = settings_.stamps() && kills_coordinator(command);
  const std::uint64_t sequence = clients_.begin(client, request->operation.value, kind, parts);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Coordinated what;
    what.client = {client, sequence, i};
    what.level = level;
    what.carried = {request->operation, parts[i].command, parts[i].positions};
    if (is_stamped_here(parts[i].command) && !kills) {
      what.carried.script = Script::kStamped;
      what.carried.stamp = stamp;
    }
    coordinate(*kind, parts[i], std::move(what), context, outputs);
  }
  if (kills) {
    outputs.observe(observation::Mark{"dynomite_killed_by_del"});
    outputs.exit();
  } else if (clients_.waits(client) && context.fires(BuggifyPoint::kDropsClient, outputs)) {
    close_client(client, context, outputs);
  }
}

void Node::choose_level(ConnectionId client, Caller& caller, const Request& request,
                        const StepContext& context, Outputs& outputs) {
  const auto level =
      request.command.size() == 2 ? find_consistency(request.command[1].view()) : std::nullopt;
  if (!level) return close_client(client, context, outputs);
  caller.level = level;
  const std::uint64_t sequence =
      clients_.begin(client, request.operation.value, nullptr, {Part{request.command, {}, {}}});
  clients_.answer({client, sequence, 0}, ok_reply(), std::nullopt, outputs);
}

bool Node::is_stamped_here(const Arguments& command) const {
  return settings_.stamps() && is_stamped(command);
}

Stamp Node::stamp_of(Caller& caller, const StepContext& context) {
  if (caller.read_at && context.arrived <= *caller.read_at) return 0;
  caller.read_at = context.monotonic;
  return stamp_at(context.wall);
}

Consistency Node::level_of(Access access, const Caller& caller) const {
  if (caller.level) return *caller.level;
  return access == Access::kRead ? settings_.read : settings_.write;
}

void Node::coordinate(const CommandKind& kind, const Part& part, Coordinated what,
                      const StepContext& context, Outputs& outputs) {
  const Access access = access_of(kind, what.carried.script != Script::kNone);
  if (!part.key) return to_one(self_, access, std::move(what), context, outputs);
  const NodeNumber owner = topology_->owner_to(self_, topology_->rack_of(place_), *part.key);
  const bool one_replica = asks_one_replica(kind);
  const bool many_wait = what.level != Consistency::kDcOne && !one_replica;
  if (one_replica || (access == Access::kRead && !many_wait))
    return to_one(owner, access, std::move(what), context, outputs);
  const std::vector<Datacenter>& datacenters = topology_->datacenters();
  std::vector<std::size_t> replicas(datacenters.size());
  const bool each = what.level == Consistency::kDcEachSafeQuorum;
  for (std::size_t i = 0; i < datacenters.size(); ++i)
    if (i == place_.datacenter)
      replicas[i] = many_wait ? datacenters[i].racks.size() : 1;
    else if (each)
      replicas[i] = datacenters[i].racks.size();
  if (planted(PlantedBug::kReplyBeforeExecution) && access == Access::kWrite && !many_wait) {
    clients_.answer(what.client, ok_reply(), std::nullopt, outputs);
    replicas[place_.datacenter] = 0;
  }
  const CoordinationId id = coordinations_.begin(what, place_.datacenter, replicas);
  for (std::size_t i = 0; i < datacenters.size(); ++i) {
    if (i == place_.datacenter)
      to_local_racks(*part.key, access, what, id, context, outputs);
    else if (each)
      to_all_racks_there(i, *part.key, access, what, id, context, outputs);
    else if (access == Access::kWrite)
      to_one_rack_there(datacenters[i], *part.key, what.carried, what.client.client, context,
                        outputs);
  }
}

void Node::to_one(NodeNumber node, Access access, Coordinated what, const StepContext& context,
                  Outputs& outputs) {
  what.level = Consistency::kDcOne;
  std::vector<std::size_t> replicas(topology_->datacenters().size());
  replicas[place_.datacenter] = 1;
  const Carried carried = what.carried;
  const Errand errand{Relay::kRequest, access, what.client.client};
  const CoordinationId id = coordinations_.begin(std::move(what), place_.datacenter, replicas);
  if (!send(node, errand, carried, id, context, outputs))
    answered(id, node, not_sent(node, access), context, outputs);
}

// With DC_ONE only the own rack answers; with a quorum all do, and who is not connected counts as
// an error at once.
void Node::to_local_racks(const Bytes& key, Access access, const Coordinated& what,
                          CoordinationId id, const StepContext& context, Outputs& outputs) {
  const bool one = what.level == Consistency::kDcOne;
  const bool silent = planted(PlantedBug::kReplyBeforeExecution) && one;
  const std::vector<Rack>& racks = topology_->datacenters()[place_.datacenter].racks;
  for (std::size_t i = 0; i < racks.size(); ++i) {
    const bool own_rack = i == place_.rack;
    if (planted(PlantedBug::kFanOutSkipsARack) && !own_rack && i + 1 == racks.size()) continue;
    const NodeNumber owner = topology_->owner_to(self_, racks[i], key);
    const Errand errand{owner == self_ || own_rack ? Relay::kRequest : Relay::kOtherRack, access,
                        what.client.client};
    const bool awaited = (own_rack || !one) && !silent;
    if (send(owner, errand, what.carried, awaited ? AnswerTo(id) : AnswerTo(), context, outputs))
      continue;
    if (owner != self_ && access == Access::kWrite)
      outputs.observe(observation::Mark{"dynomite_write_dropped_not_connected"});
    if (awaited) answered(id, owner, not_sent(owner, access), context, outputs);
  }
}

// Of a rack that is not connected the client never hears: the request then waits for ever, unless
// the others suffice (shared dynomite/facts.md 4).
void Node::to_all_racks_there(std::size_t datacenter, const Bytes& key, Access access,
                              const Coordinated& what, CoordinationId id,
                              const StepContext& context, Outputs& outputs) {
  const bool forwards = access == Access::kWrite && !settings_.each_as_documented;
  const Relay relay = forwards ? Relay::kForward : Relay::kDistant;
  for (const Rack& rack : topology_->datacenters()[datacenter].racks) {
    const NodeNumber owner = topology_->owner_to(self_, rack, key);
    const Errand errand{owner == self_ ? Relay::kRequest : relay, access, what.client.client};
    if (send(owner, errand, what.carried, id, context, outputs)) continue;
    if (access == Access::kWrite)
      outputs.observe(observation::Mark{"dynomite_write_dropped_not_connected"});
    if (settings_.each_as_documented)
      answered(id, owner, not_sent(owner, access), context, outputs);
  }
}

void Node::to_one_rack_there(const Datacenter& there, const Bytes& key, const Carried& carried,
                             ConnectionId client, const StepContext& context, Outputs& outputs) {
  bool first = true;
  for (const Rack* rack : topology_->forward_order(place_, there)) {
    const NodeNumber owner = topology_->owner_to(self_, *rack, key);
    const Relay relay = owner == self_ ? Relay::kRequest : Relay::kForward;
    if (send(owner, {relay, Access::kWrite, client}, carried, AnswerTo(), context, outputs)) {
      if (!first) outputs.observe(observation::Mark{"dynomite_remote_rack_failover"});
      return;
    }
    first = false;
  }
  // The client never hears of it (shared dynomite/facts.md 3.7).
  outputs.observe(observation::Mark{"dynomite_write_dropped_not_connected"});
}

void Node::answered(CoordinationId id, NodeNumber node, ReplicaReply reply,
                    const StepContext& context, Outputs& outputs) {
  const std::size_t datacenter = topology_->nodes()[node].datacenter;
  Settled settled = coordinations_.reply(id, datacenter, std::move(reply));
  if (settled.answer) {
    clients_.answer(settled.answer->client, std::move(settled.answer->reply), settled.answer->home,
                    outputs);
    close_if_done(settled.answer->client.client, context, outputs);
  }
  for (const auto& [behind, repair] : settled.repairs)
    (void)send(behind, {Relay::kRequest, Access::kWrite, settled.client}, repair, AnswerTo(),
               context, outputs);
  if (settled.clean_up) clean_up(*settled.clean_up, settled.client, context, outputs);
}

void Node::clean_up(const Carried& carried, ConnectionId client, const StepContext& context,
                    Outputs& outputs) {
  const Bytes& key = carried.command[1];
  const std::vector<Datacenter>& datacenters = topology_->datacenters();
  for (std::size_t i = 0; i < datacenters.size(); ++i) {
    if (i != place_.datacenter) {
      to_one_rack_there(datacenters[i], key, carried, client, context, outputs);
      continue;
    }
    for (const Rack& rack : datacenters[i].racks)
      (void)send(topology_->owner_to(self_, rack, key), {Relay::kRequest, Access::kWrite, client},
                 carried, AnswerTo(), context, outputs);
  }
}

}  // namespace faultline::engine::dynomite

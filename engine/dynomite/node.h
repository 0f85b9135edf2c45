// The Dynomite process: coordinator of whatever its clients ask, and peer of all other nodes.
//
// At DC_ONE both ways: a read goes to the key's owner in the node's own rack; a write goes to the
// owner in every rack of its data center, and for each other data center as one copy to one node
// there, which fans it out by its own links. The client gets what the own rack's owner answers. Who
// is not connected at that moment never gets the write. Order is per link only. A paused node wakes
// to everything that its host took meanwhile and fans it out over what is newer by then. Source:
// shared dynomite/facts.md 3, 5, 6.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/dynomite/client_requests.h"
#include "engine/dynomite/link.h"
#include "engine/dynomite/messages.h"
#include "engine/dynomite/topology.h"
#include "engine/ports/administered.h"

namespace faultline::engine::dynomite {

class Node final : public Process {
 public:
  Node(std::shared_ptr<const Topology> topology, NodeNumber self);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  // Whoever connected to this node; known from its first message.
  enum class Caller { kUnknown, kClient, kPeer };

  void opened(const input::Opened& input, Outputs& outputs);
  void closed(ConnectionId connection, Outputs& outputs);
  void received(const input::Received& input, const StepContext& context, Outputs& outputs);
  void timer_fired(TimerId timer, const StepContext& context, Outputs& outputs);
  void describe(const WaitsFor& wait) const;

  void from_client(const input::Received& input, const StepContext& context, Outputs& outputs);
  void from_peer(const input::Received& input, const StepContext& context, Outputs& outputs);
  void from_link(NodeNumber node, const Bytes& bytes, const StepContext& context, Outputs& outputs);

  void coordinate(const CommandKind& kind, const Part& part, const Carried& carried,
                  const ClientPart& from, const StepContext& context, Outputs& outputs);
  // To the owner in each rack of this data center; the own rack's answers to `to`.
  void to_all_racks(Relay relay, const Bytes& key, const Carried& carried, const AnswerTo& to,
                    const StepContext& context, Outputs& outputs);
  void to_other_datacenter(const Datacenter& there, const Bytes& key, const Carried& carried,
                           const StepContext& context, Outputs& outputs);
  // False: not connected, nothing sent. To the node itself means to its Redis.
  bool send(NodeNumber node, Relay relay, Access access, const Carried& carried, const AnswerTo& to,
            const StepContext& context, Outputs& outputs);

  void fail(const std::deque<Awaited>& waited, NodeNumber node, Outputs& outputs);
  void answer_not_connected(NodeNumber node, const AnswerTo& to, Outputs& outputs);
  void answer(const AnswerTo& to, Reply reply, std::optional<ProcessId> home, Outputs& outputs);
  [[nodiscard]] NodeNumber link_of(ConnectionId connection) const;
  [[nodiscard]] Duration limit(NodeNumber node, Access access) const;

  std::shared_ptr<const Topology> topology_;
  NodeNumber self_;
  const NodePlace& place_;
  std::vector<Link> links_;  // by node; its own position leads to its Redis
  std::map<ConnectionId, Caller> callers_;
  ClientRequests clients_;
  std::uint64_t last_number_ = 0;
};

}  // namespace faultline::engine::dynomite

// A Dynomite: takes commands of clients, sends their text to the owners in the racks of its data
// center and to one of each other, answers as its level of consistency says, and runs what peers
// send it in its own Redis. Keeps nothing of its own: no log, no version, nothing to send again
// (shared dynomite/facts.md 1 and 3).
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "engine/clients/protocol.h"
#include "engine/dynomite/client_requests.h"
#include "engine/dynomite/coordinations.h"
#include "engine/dynomite/gossip.h"
#include "engine/dynomite/link.h"
#include "engine/dynomite/messages.h"
#include "engine/dynomite/node_state.h"
#include "engine/dynomite/settings.h"
#include "engine/dynomite/topology.h"
#include "engine/ports/administered.h"

namespace faultline::engine::dynomite {

class Node final : public Process {
 public:
  Node(std::shared_ptr<const Topology> topology, NodeNumber self, const NodeSettings& settings);
  void step(const Input& input, const StepContext& context, Outputs& outputs) override;

 private:
  // Whoever connected to this node; who it is shows in the first message.
  struct Caller {
    enum class Kind { kUnknown, kClient, kPeer } kind = Kind::kUnknown;
    // Of a client that has chosen a level of its own.
    std::optional<Consistency> level{};
    bool quits = false;  // a client that is read no more, and closed once it has its answers
    // Of a peer: what it has asked, oldest first; answers leave in that order.
    std::deque<std::pair<std::uint64_t, std::optional<PeerResponse>>> asked{};
    // When this node last read from it: what had arrived by then came in one buffer.
    std::optional<MonotonicTime> read_at{};
  };

  void opened(const input::Opened& input, Outputs& outputs);
  void closed(ConnectionId connection, const StepContext& context, Outputs& outputs);
  void received(const input::Received& input, const StepContext& context, Outputs& outputs);
  void timer_fired(TimerId timer, const StepContext& context, Outputs& outputs);
  void administered(const input::Administered& input, Outputs& outputs);
  void describe(const WaitsFor& wait) const;

  // Requests of clients: node_requests.cpp.
  void from_client(const input::Received& input, Caller& caller, const StepContext& context,
                   Outputs& outputs);
  void close_client(ConnectionId client, const StepContext& context, Outputs& outputs);
  void close_if_done(ConnectionId client, const StepContext& context, Outputs& outputs);
  void choose_level(ConnectionId client, Caller& caller, const Request& request,
                    const StepContext& context, Outputs& outputs);
  [[nodiscard]] bool is_stamped_here(const Arguments& command) const;
  // The stamp of a request that has just been read; 0: it was not the first of its buffer.
  [[nodiscard]] static Stamp stamp_of(Caller& caller, const StepContext& context);
  [[nodiscard]] Consistency level_of(Access access, const Caller& caller) const;
  void coordinate(const CommandKind& kind, const Part& part, Coordinated what,
                  const StepContext& context, Outputs& outputs);
  // To one node, whatever the level: a request without a key, or one whose routing is overridden.
  void to_one(NodeNumber node, Access access, Coordinated what, const StepContext& context,
              Outputs& outputs);
  void to_local_racks(const Bytes& key, Access access, const Coordinated& what, CoordinationId id,
                      const StepContext& context, Outputs& outputs);
  void to_all_racks_there(std::size_t datacenter, const Bytes& key, Access access,
                          const Coordinated& what, CoordinationId id, const StepContext& context,
                          Outputs& outputs);
  // A write to one rack of another data center, whose answer nobody awaits.
  void to_one_rack_there(const Datacenter& there, const Bytes& key, const Carried& carried,
                         ConnectionId client, const StepContext& context, Outputs& outputs);
  void answered(CoordinationId id, NodeNumber node, ReplicaReply reply, const StepContext& context,
                Outputs& outputs);
  // The tombstone that a stamped removal has left goes at all replicas.
  void clean_up(const Carried& carried, ConnectionId client, const StepContext& context,
                Outputs& outputs);

  void from_peer(const input::Received& input, Caller& from, const StepContext& context,
                 Outputs& outputs);
  void answer_peer(const PeerCaller& to, ReplicaReply reply, Outputs& outputs);
  // To the owner in each rack of this data center; the own one's answer to the caller.
  void fan_out(const Carried& carried, const PeerCaller& caller, const StepContext& context,
               Outputs& outputs);
  void from_link(std::size_t link, const Bytes& bytes, const StepContext& context,
                 Outputs& outputs);

  struct Errand {
    Relay relay = Relay::kRequest;
    Access access = Access::kRead;
    // The connection that it came by: chooses among several to one node.
    ConnectionId from;
  };
  // To the node itself means to its Redis. False: nothing was sent, and `to` is to hear why.
  bool send(NodeNumber node, const Errand& errand, const Carried& carried, const AnswerTo& to,
            const StepContext& context, Outputs& outputs);
  // Why the node's state keeps a request from its own Redis; empty: it does not.
  [[nodiscard]] std::string_view state_refusal(Access access) const;
  void start(Outputs& outputs);
  void hear(const StateWord& word, Outputs& outputs);
  void tell_manager(Outputs& outputs) const;
  void received(const input::Datagram& datagram, Outputs& outputs);
  void gossip(const StepContext& context, Outputs& outputs);
  void fail(const std::deque<Awaited>& waited, NodeNumber node, const StepContext& context,
            Outputs& outputs);
  void answer(const AnswerTo& to, ReplicaReply reply, const StepContext& context, Outputs& outputs);
  // Why `send` has sent nothing.
  [[nodiscard]] ReplicaReply not_sent(NodeNumber node, Access access) const;
  [[nodiscard]] std::size_t link_of(ConnectionId connection) const;
  [[nodiscard]] Duration limit(NodeNumber node, Access access) const;
  [[nodiscard]] bool is_near(NodeNumber node) const;

  std::shared_ptr<const Topology> topology_;
  NodeNumber self_;
  const NodePlace& place_;
  const NodeSettings configured_;
  NodeSettings settings_;                 // with what an operator has set since
  std::vector<Link> links_;               // those to one node side by side
  std::vector<NodeNumber> link_ends_;     // of each link; its own number means its Redis
  std::vector<std::size_t> first_links_;  // by node, and one behind the last
  std::map<ConnectionId, Caller> callers_;
  ClientRequests clients_;
  Coordinations coordinations_;
  std::uint64_t last_number_ = 0;
  bool started_ = false;  // else it waits for its manager's word
  NodeState state_ = NodeState::kNormal;
  Gossip gossip_;
};

}  // namespace faultline::engine::dynomite

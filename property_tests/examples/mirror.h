// The one process of the example of an engine (engine_test.cpp): it runs commands on a plain Redis
// and sends each write on to its peers as text. No I/O, no clock and no randomness of its own: all
// comes with the step, all goes out as a list, and observations are for the harness alone.
#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/clients/protocol.h"
#include "engine/commands/command.h"
#include "engine/ports/administered.h"

namespace faultline::examples {

using namespace engine;  // an engine would live in a namespace of its own below it

inline constexpr Port kPeers{1};  // clients come to port 0
inline constexpr TimerId kReconnect{1};

class Mirror final : public Process {
 public:
  Mirror(ProcessId self, std::vector<ProcessId> peers) : self_(self), peers_(std::move(peers)) {}

  void step(const Input& input, const StepContext& context, Outputs& outputs) override {
    if (std::holds_alternative<input::Started>(input) ||
        std::holds_alternative<input::TimerFired>(input)) {
      connect(outputs);
    } else if (const auto* opened = std::get_if<input::Opened>(&input)) {
      (opened->accepted ? from_peers_ : to_peers_).insert(opened->connection);
      if (opened->accepted && opened->port != kPeers) from_peers_.erase(opened->connection);
    } else if (const auto* refused = std::get_if<input::Refused>(&input)) {
      lost(refused->connection, outputs);
    } else if (const auto* closed = std::get_if<input::Closed>(&input)) {
      lost(closed->connection, outputs);
    } else if (const auto* received = std::get_if<input::Received>(&input)) {
      this->received(*received, context, outputs);
    } else if (const auto* asked = std::get_if<input::Administered>(&input)) {
      // The harness asks what a client would see, when the run is over.
      answer_inspect(
          *asked, [&](const Bytes& key) { return visible(keys_.find(key), context.wall); },
          outputs);
    }
  }

 private:
  void connect(Outputs& outputs) {
    for (const ProcessId peer : peers_) {
      if (std::exchange(wanted_[peer], true)) continue;
      const ConnectionId connection(++connections_);
      peer_of_[connection] = peer;
      outputs.connect(connection, Endpoint(peer, kPeers));
    }
  }
  void lost(ConnectionId connection, Outputs& outputs) {
    from_peers_.erase(connection);
    to_peers_.erase(connection);
    const auto found = peer_of_.find(connection);
    if (found == peer_of_.end()) return;
    wanted_[found->second] = false;
    peer_of_.erase(found);
    outputs.set_timer(kReconnect, std::chrono::seconds(1));
  }
  void received(const input::Received& input, const StepContext& context, Outputs& outputs) {
    const auto request = decode<Request>(input.bytes);
    FL_ASSERT(request.has_value(), "clients and mirrors send requests");
    outputs.occupy(std::chrono::microseconds(20));
    const bool of_peer = from_peers_.contains(input.connection);
    const Reply reply = run(*request, of_peer, context, outputs);
    if (of_peer) return;
    outputs.observe(observation::Answered{request->operation.value, self_});
    outputs.send(input.connection, encode(Response{reply}));
    if (writes(request->command))
      for (const ConnectionId peer : to_peers_) outputs.send(peer, encode(*request));
  }
  // Runs the command and observes it: what ran, each unit it names, the state of what it touched.
  Reply run(const Request& request, bool of_peer, const StepContext& context, Outputs& outputs) {
    Effects effects;
    Reply reply = run_command(
        {request.command, PlainView(keys_, context.wall), context.wall, effects, context.random});
    if (!of_peer) outputs.observe(observation::Executed{request.operation.value, reply});
    observation::Applied applied;
    applied.how = of_peer ? observation::How::kReplicated : observation::How::kLocal;
    applied.stamp = context.wall;
    const auto observe = [&](const Bytes& key, std::uint32_t unit, std::optional<Change> change) {
      applied.effect = {request.operation, unit};
      applied.key = key;
      applied.changed = change.has_value();
      applied.change = std::move(change);
      outputs.observe(applied);
    };
    std::set<Bytes> touched;
    for (const Effect& effect : effects.list()) {
      keys_.apply(effect.key, effect.change);
      touched.insert(effect.key);
      if (effects.changed(effect.unit)) observe(effect.key, effect.unit, effect.change);
    }
    if (const CommandKind* kind = find_command(request.command[0].view());
        kind != nullptr && !reply.is_error() && writes(request.command)) {
      const std::vector<Unit> units = units_of(*kind, request.command);
      for (std::uint32_t unit = 0; unit < units.size(); ++unit)
        if (!effects.changed(unit)) observe(units[unit].key, unit, std::nullopt);
    }
    for (const Bytes& key : touched)
      outputs.observe(observation::Digest{key, digest_of(keys_.find(key))});
    return reply;
  }

  ProcessId self_;
  std::vector<ProcessId> peers_;
  PlainKeyspace keys_;
  std::map<ProcessId, bool> wanted_;  // connected, or about to be
  std::map<ConnectionId, ProcessId> peer_of_;
  std::set<ConnectionId> to_peers_;
  std::set<ConnectionId> from_peers_;
  std::uint64_t connections_ = 0;
};

}  // namespace faultline::examples

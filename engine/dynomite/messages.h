// What nodes say to each other and to the Redis behind them. It is the client's command text that
// travels, once to each replica: no version, no sequence number that outlives a connection, nothing
// to repair from (shared dynomite/facts.md 1). Answers come in the order of the requests of a link.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/base/codec.h"
#include "engine/base/ids.h"
#include "engine/dynomite/stamping.h"
#include "engine/ports/reply.h"

namespace faultline::engine::dynomite {

// A real node has one port for clients and one for peers. Here a peer link says so in its first
// message, which no client request can equal: those start with eight bytes of an operation id.
inline constexpr std::string_view kPeerGreeting = "dnode";

// A command on its way, with the harness's bookkeeping that no node looks into.
struct Carried {
  Opaque<OperationId> operation;
  Arguments command;
  // Where the client's command was split: the number in it of each unit here. Empty: as they stand.
  std::vector<std::uint32_t> units;
  Script script = Script::kNone;
  Stamp stamp = 0;
  static constexpr auto fields() {
    return std::tuple{&Carried::operation, &Carried::command, &Carried::units, &Carried::script,
                      &Carried::stamp};
  }
};

enum class Relay : std::uint8_t {
  kRequest,    // to the replica of the coordinator's own rack: run it (DMSG_REQ)
  kOtherRack,  // to a replica of another rack of its data center: run it (DMSG_REQ too)
  kForward,    // to one node of another data center: run it and fan it out there (DMSG_REQ_FORWARD)
  kDistant,    // to a replica of another data center than the coordinator's: run it, no more
};

struct PeerRequest {
  std::uint64_t number = 0;  // the sender's own
  Relay relay = Relay::kRequest;
  Carried carried;
  static constexpr auto fields() {
    return std::tuple{&PeerRequest::number, &PeerRequest::relay, &PeerRequest::carried};
  }
};
struct PeerResponse {
  std::uint64_t number = 0;
  bool executed = false;  // the reply is the Redis's own, no error of a node
  Reply reply;
  std::optional<EffectRef> writer{};  // of what a stamped read has read
  static constexpr auto fields() {
    return std::tuple{&PeerResponse::number, &PeerResponse::executed, &PeerResponse::reply,
                      &PeerResponse::writer};
  }
};

struct StorageRequest {
  Relay relay = Relay::kRequest;  // how it came to the node
  Carried carried;
  static constexpr auto fields() {
    return std::tuple{&StorageRequest::relay, &StorageRequest::carried};
  }
};
struct StorageResponse {
  Reply reply;
  std::optional<EffectRef> writer{};
  static constexpr auto fields() {
    return std::tuple{&StorageResponse::reply, &StorageResponse::writer};
  }
};

}  // namespace faultline::engine::dynomite

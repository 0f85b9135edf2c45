// Who is to get the answer to a command that a node has sent on, to its own Redis or to a peer: a
// request of a client that this node coordinates, a peer that asked it, or nobody.
#pragma once

#include <cstdint>
#include <variant>

#include "engine/base/ids.h"
#include "engine/base/strong.h"

namespace faultline::engine::dynomite {

struct ClientPart {  // a part of what a client asked this node
  ConnectionId client;
  std::uint64_t sequence = 0;  // of the request on that connection
  std::size_t part = 0;
};
struct PeerCaller {
  ConnectionId connection;
  std::uint64_t number = 0;
};
// One part under way, as this node numbers them.
using CoordinationId = Strong<struct CoordinationTag, std::uint64_t>;
using AnswerTo = std::variant<std::monostate, CoordinationId, PeerCaller>;  // monostate: nobody

}  // namespace faultline::engine::dynomite

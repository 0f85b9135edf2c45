// Who is to get the answer to a command that a node has sent on, to its own Redis or to a peer:
// a client of this node, a peer that asked it, or nobody.
#pragma once

#include <cstdint>
#include <variant>

#include "engine/base/ids.h"

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
using AnswerTo = std::variant<std::monostate, ClientPart, PeerCaller>;  // monostate: nobody

}  // namespace faultline::engine::dynomite

// What a client and the endpoint of any engine say to each other: commands as Redis clients write
// them, answered in the order of the requests of one connection.
#pragma once

#include <tuple>

#include "engine/base/codec.h"
#include "engine/base/ids.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

struct Request {
  Opaque<OperationId> operation;
  Arguments command;
  static constexpr auto fields() { return std::tuple{&Request::operation, &Request::command}; }
};

// Answers the oldest request of the connection that has no answer yet.
struct Response {
  Reply reply;
  static constexpr auto fields() { return std::tuple{&Response::reply}; }
};

}  // namespace faultline::engine

// What clients asked a node and are still to be answered. A client's answers leave in the order of
// its requests, however late the owner of an earlier key is (shared dynomite/facts.md 3.14).
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "engine/dynomite/answer_to.h"
#include "engine/dynomite/split.h"
#include "engine/ports/process.h"

namespace faultline::engine::dynomite {

class ClientRequests {
 public:
  // The request's sequence on this connection. `kind` null: a word to the node itself.
  [[nodiscard]] std::uint64_t begin(ConnectionId client, OperationId operation,
                                    const CommandKind* kind, const std::vector<Part>& parts);
  // `home`: the Redis whose reply it is; none: an error of a node. Sends what is complete.
  void answer(const ClientPart& to, Reply reply, std::optional<ProcessId> home, Outputs& outputs);
  [[nodiscard]] bool waits(ConnectionId client) const;
  // The connection is gone; late answers to it are swallowed.
  void drop(ConnectionId client) { clients_.erase(client); }

 private:
  struct Request {
    OperationId operation;
    const CommandKind* kind = nullptr;  // null: a word to the node
    std::vector<PartReply> parts;
    std::vector<std::optional<ProcessId>> homes;
    std::size_t missing = 0;
  };
  struct Client {
    std::deque<Request> requests;  // oldest first
    std::uint64_t first = 0;       // the sequence of the oldest
  };
  static void respond(ConnectionId client, const Request& request, Outputs& outputs);

  std::map<ConnectionId, Client> clients_;
};

}  // namespace faultline::engine::dynomite

#include "engine/dynomite/client_requests.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/clients/protocol.h"

namespace faultline::engine::dynomite {

std::uint64_t ClientRequests::begin(ConnectionId client, OperationId operation,
                                    const CommandKind* kind, const std::vector<Part>& parts) {
  Client& of = clients_[client];
  Request request{operation, kind, {}, {}, parts.size()};
  for (const Part& part : parts) request.parts.push_back({part.positions, {}});
  request.homes.resize(parts.size());
  of.requests.push_back(std::move(request));
  return of.first + of.requests.size() - 1;
}

bool ClientRequests::waits(ConnectionId client) const {
  const auto found = clients_.find(client);
  return found != clients_.end() && !found->second.requests.empty();
}

void ClientRequests::answer(const ClientPart& to, Reply reply, std::optional<ProcessId> home,
                            Outputs& outputs) {
  const auto found = clients_.find(to.client);
  if (found == clients_.end()) return;
  Client& client = found->second;
  FL_ASSERT(to.sequence >= client.first && to.sequence - client.first < client.requests.size(),
            "a request is answered once");
  Request& request = client.requests[to.sequence - client.first];
  request.parts[to.part].reply = std::move(reply);
  request.homes[to.part] = home;
  --request.missing;
  while (!client.requests.empty() && client.requests.front().missing == 0) {
    respond(to.client, client.requests.front(), outputs);
    client.requests.pop_front();
    ++client.first;
  }
}

void ClientRequests::respond(ConnectionId client, const Request& request, Outputs& outputs) {
  for (const std::optional<ProcessId>& home : request.homes)
    if (home) outputs.observe(observation::Answered{request.operation, *home});
  Reply reply =
      request.kind == nullptr ? request.parts.front().reply : merge(*request.kind, request.parts);
  outputs.send(client, encode(Response{std::move(reply)}));
}

}  // namespace faultline::engine::dynomite

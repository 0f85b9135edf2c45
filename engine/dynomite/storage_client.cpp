#include "engine/dynomite/storage_client.h"

#include <optional>
#include <utility>

#include "engine/base/assert.h"
#include "engine/base/type_list.h"
#include "engine/dynomite/messages.h"

namespace faultline::engine::dynomite {

using output::Outcome;

void StorageClient::step(const Input& input, const StepContext& /*context*/, Outputs& outputs) {
  std::visit(
      Overloaded{
          [&](const input::Requested& event) { requested(event, outputs); },
          [&](const input::Opened& event) { opened(event.connection, outputs); },
          [&](const input::Refused& event) {
            lost(event.connection, Outcome::kFailed, "ERR connection refused", outputs);
          },
          [&](const input::Closed& event) {
            lost(event.connection, Outcome::kIndeterminate, "ERR connection closed", outputs);
          },
          [&](const input::Received& event) { received(event, outputs); }, [](const auto&) {}},
      input);
}

void StorageClient::requested(const input::Requested& input, Outputs& outputs) {
  waiting_.push_back(input);
  if (state_ == State::kConnected) return send(input, outputs);
  if (state_ == State::kConnecting) return;
  state_ = State::kConnecting;
  connection_ = ConnectionId(++connections_);
  outputs.connect(connection_, redis_);
}

void StorageClient::opened(ConnectionId connection, Outputs& outputs) {
  if (connection != connection_) return;
  state_ = State::kConnected;
  for (const input::Requested& request : waiting_) send(request, outputs);
}

void StorageClient::received(const input::Received& input, Outputs& outputs) {
  if (input.connection != connection_) return;
  std::optional<StorageResponse> response = decode<StorageResponse>(input.bytes);
  FL_ASSERT(response.has_value() && !waiting_.empty(), "a Redis answers what it was asked");
  outputs.respond(waiting_.front().operation, Outcome::kOk, std::move(response->reply));
  waiting_.pop_front();
}

void StorageClient::lost(ConnectionId connection, Outcome outcome, const char* why,
                         Outputs& outputs) {
  if (connection != connection_) return;
  state_ = State::kIdle;
  for (const input::Requested& request : std::exchange(waiting_, {}))
    outputs.respond(request.operation, outcome, error_reply(why));
}

void StorageClient::send(const input::Requested& request, Outputs& outputs) const {
  outputs.send(
      connection_,
      encode(StorageRequest{Relay::kRequest, Carried{{request.operation}, request.command, {}}}));
}

}  // namespace faultline::engine::dynomite

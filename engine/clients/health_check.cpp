#include "engine/clients/health_check.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/base/type_list.h"
#include "engine/clients/protocol.h"

namespace faultline::engine {
namespace {

// More than a client ever opens.
constexpr std::uint64_t kConnections = std::uint64_t{1} << 32;

}  // namespace

HealthCheck::HealthCheck(Config config) : config_(std::move(config)) {
  FL_ASSERT(!config_.endpoints.empty(), "a database has an endpoint");
}

void HealthCheck::begin(Outputs& outputs) {
  if (state_ != State::kIdle) return;
  left_ = config_.probes;
  if (open_) {
    probe(outputs);
  } else {
    endpoint_ = 0;
    connect(outputs);
  }
}

bool HealthCheck::owns(ConnectionId connection) const {
  return connection.value() >= config_.first_connection &&
         connection.value() < config_.first_connection + kConnections;
}

bool HealthCheck::owns(const Input& input) const {
  return std::visit(
      [&](const auto& event) {
        if constexpr (requires { event.connection; })
          return owns(event.connection);
        else if constexpr (requires { event.timer; })
          return event.timer == config_.timer;
        else
          return false;
      },
      input);
}

Health HealthCheck::step(const Input& input, Outputs& outputs) {
  return std::visit(
      Overloaded{[&](const input::Opened& event) { return opened(event.connection, outputs); },
                 [&](const input::Refused& event) { return refused(event.connection, outputs); },
                 [&](const input::Closed& event) { return closed(event.connection, outputs); },
                 [&](const input::Received& event) { return received(event, outputs); },
                 [&](const input::TimerFired&) { return timer_fired(outputs); },
                 [](const auto&) { return Health::kUnknown; }},
      input);
}

void HealthCheck::connect(Outputs& outputs) {
  connection_ = ConnectionId(config_.first_connection + connections_++);
  state_ = State::kConnecting;
  outputs.connect(connection_, config_.endpoints[endpoint_]);
  outputs.set_timer(config_.timer, config_.time_out);
}

void HealthCheck::probe(Outputs& outputs) {
  state_ = State::kAwaiting;
  outputs.send(connection_, encode(Request{{kNoClientsOperation}, {"PING"}}));
  outputs.set_timer(config_.timer, config_.time_out);
}

Health HealthCheck::opened(ConnectionId connection, Outputs& outputs) {
  if (connection != connection_ || state_ != State::kConnecting) {
    outputs.close(connection);  // given up while it was being opened
    return Health::kUnknown;
  }
  open_ = true;
  probe(outputs);
  return Health::kUnknown;
}

Health HealthCheck::refused(ConnectionId connection, Outputs& outputs) {
  if (connection != connection_ || state_ != State::kConnecting) return Health::kUnknown;
  if (++endpoint_ == config_.endpoints.size()) return conclude(Health::kUnhealthy, outputs);
  connect(outputs);
  return Health::kUnknown;
}

Health HealthCheck::closed(ConnectionId connection, Outputs& outputs) {
  if (connection != connection_) return Health::kUnknown;
  open_ = false;
  return state_ == State::kIdle ? Health::kUnknown : conclude(Health::kUnhealthy, outputs);
}

Health HealthCheck::received(const input::Received& received, Outputs& outputs) {
  if (received.connection != connection_ || state_ != State::kAwaiting) return Health::kUnknown;
  const auto response = decode<Response>(received.bytes);
  if (!response || response->reply.is_error()) return conclude(Health::kUnhealthy, outputs);
  if (--left_ == 0) return conclude(Health::kHealthy, outputs);
  state_ = State::kPausing;
  outputs.set_timer(config_.timer, config_.pause);
  return Health::kUnknown;
}

Health HealthCheck::timer_fired(Outputs& outputs) {
  if (state_ == State::kPausing) {
    probe(outputs);
    return Health::kUnknown;
  }
  return state_ == State::kIdle ? Health::kUnknown : conclude(Health::kUnhealthy, outputs);
}

Health HealthCheck::conclude(Health health, Outputs& outputs) {
  outputs.cancel_timer(config_.timer);
  state_ = State::kIdle;
  if (health == Health::kUnhealthy && open_) {
    open_ = false;
    outputs.close(connection_);
  }
  return health;
}

}  // namespace faultline::engine

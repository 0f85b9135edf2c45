#include "engine/clients/simple_client.h"

#include <utility>

#include "engine/base/assert.h"
#include "engine/base/planted.h"
#include "engine/base/type_list.h"
#include "engine/clients/protocol.h"
#include "engine/clients/reply_outcome.h"

namespace faultline::engine {
namespace {

constexpr TimerId kTimeOutTimer{1};
constexpr TimerId kReconnectTimer{2};

using output::Outcome;

}  // namespace

SimpleClient::SimpleClient(SimpleClientConfig config) : config_(std::move(config)) {
  FL_ASSERT(!config_.endpoints.empty(), "a client knows an endpoint");
}

void SimpleClient::step(const Input& input, const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  std::visit(
      Overloaded{[&](const input::Started&) { begin_round(outputs); },
                 [&](const input::Opened& event) { opened(event.connection, outputs); },
                 [&](const input::Refused& event) { refused(event.connection, now, outputs); },
                 [&](const input::Closed& event) { closed(event.connection, outputs); },
                 [&](const input::Received& event) { received(event, context, outputs); },
                 [&](const input::TimerFired& event) {
                   if (event.timer == kTimeOutTimer)
                     check_time_outs(now, outputs);
                   else if (state_ == State::kDisconnected && !queued_.empty())
                     begin_round(outputs);
                 },
                 [&](const input::Requested& event) { requested(event, context, outputs); },
                 [&](const input::Administered& event) { administered(event, outputs); },
                 [](const input::Datagram&) {}},
      input);
}

void SimpleClient::requested(const input::Requested& input, const StepContext& context,
                             Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  if (state_ == State::kConnected && sent_.empty() &&
      context.fires(BuggifyPoint::kReconnects, outputs)) {
    outputs.close(connection_);
    begin_round(outputs);
  }
  Pending pending{input.operation, now + config_.time_out, input.command};
  if (state_ == State::kConnected)
    send(std::move(pending), outputs);
  else
    queued_.push_back(std::move(pending));
  if (state_ == State::kDisconnected && queued_.size() == 1) {
    if (!next_round_ || *next_round_ <= now)
      begin_round(outputs);
    else
      outputs.set_timer(kReconnectTimer, *next_round_ - now);
  }
  if (!watching_) watch_oldest(now, outputs);
}

void SimpleClient::opened(ConnectionId connection, Outputs& outputs) {
  if (connection != connection_) return;
  state_ = State::kConnected;
  for (Pending& pending : queued_) send(std::move(pending), outputs);
  queued_.clear();
}

void SimpleClient::refused(ConnectionId connection, MonotonicTime now, Outputs& outputs) {
  if (connection != connection_) return;
  if (++endpoint_ < config_.endpoints.size()) {
    connect(outputs);
    return;
  }
  state_ = State::kDisconnected;
  next_round_ = now + config_.reconnect_delay;
  for (const Pending& pending : queued_) give_up(pending, "ERR connection refused", outputs);
  queued_.clear();
}

void SimpleClient::closed(ConnectionId connection, Outputs& outputs) {
  if (connection != connection_) return;
  const bool turned_away = state_ == State::kConnected && !answered_;
  give_up_sent(outputs);
  if (turned_away && ++endpoint_ < config_.endpoints.size()) return connect(outputs);
  begin_round(outputs);
}

void SimpleClient::received(const input::Received& input, const StepContext& context,
                            Outputs& outputs) {
  if (input.connection != connection_) return;
  std::optional<Response> response = decode<Response>(input.bytes);
  if (!response || sent_.empty()) {  // no protocol that this client speaks
    outputs.close(connection_);
    connection_lost(outputs);
    return;
  }
  if (context.fires(BuggifyPoint::kGivesUpEarly, outputs)) return time_out_oldest(outputs);
  const Outcome outcome = outcome_of(response->reply);
  answered_ = true;
  ++tally_.answered;
  outputs.respond(sent_.front().operation, outcome, std::move(response->reply));
  sent_.pop_front();
}

void SimpleClient::check_time_outs(MonotonicTime now, Outputs& outputs) {
  watching_ = false;
  if (!sent_.empty() && sent_.front().deadline <= now) time_out_oldest(outputs);
  while (!queued_.empty() && queued_.front().deadline <= now) {
    give_up(queued_.front(), "ERR timeout", outputs);
    queued_.pop_front();
  }
  watch_oldest(now, outputs);
}

void SimpleClient::time_out_oldest(Outputs& outputs) {
  end_unanswered(sent_.front().operation, Outcome::kIndeterminate, "ERR timeout", outputs);
  sent_.pop_front();
  outputs.close(connection_);
  connection_lost(outputs);
}

void SimpleClient::begin_round(Outputs& outputs) {
  endpoint_ = 0;
  connect(outputs);
}

void SimpleClient::connect(Outputs& outputs) {
  state_ = State::kConnecting;
  answered_ = false;
  connection_ = ConnectionId(++connections_);
  outputs.connect(connection_, config_.endpoints[endpoint_]);
}

void SimpleClient::send(Pending pending, Outputs& outputs) {
  pending.was_sent = true;
  outputs.send(connection_, encode(Request{{pending.operation}, pending.command}));
  sent_.push_back(std::move(pending));
}

void SimpleClient::connection_lost(Outputs& outputs) {
  give_up_sent(outputs);
  begin_round(outputs);
}

void SimpleClient::give_up_sent(Outputs& outputs) {
  if (resends_ || planted(PlantedBug::kRetryDuplicates)) {
    queued_.insert(queued_.begin(), sent_.begin(), sent_.end());
    sent_.clear();
  }
  for (const Pending& pending : sent_) give_up(pending, "ERR connection closed", outputs);
  sent_.clear();
}

void SimpleClient::give_up(const Pending& pending, const char* reason, Outputs& outputs) {
  const Outcome outcome = pending.was_sent ? Outcome::kIndeterminate : Outcome::kFailed;
  end_unanswered(pending.operation, outcome, reason, outputs);
}

void SimpleClient::end_unanswered(OperationId operation, Outcome outcome, const char* reason,
                                  Outputs& outputs) {
  ++tally_.unanswered;
  outputs.respond(operation, outcome, error_reply(reason));
}

void SimpleClient::administered(const input::Administered& input, Outputs& outputs) {
  if (const auto* resend = std::get_if<input::administered::Resend>(&input.request))
    resends_ = resend->on;
  const auto* use = std::get_if<input::administered::UseEndpoints>(&input.request);
  if (use == nullptr) return;
  FL_ASSERT(!use->endpoints.empty(), "a client knows an endpoint");
  config_.endpoints = use->endpoints;
  if (state_ == State::kDisconnected) return;
  outputs.close(connection_);
  connection_lost(outputs);
}

void SimpleClient::watch_oldest(MonotonicTime now, Outputs& outputs) {
  const std::deque<Pending>& oldest = sent_.empty() ? queued_ : sent_;
  if (oldest.empty()) return;
  watching_ = true;
  outputs.set_timer(kTimeOutTimer, oldest.front().deadline - now);
}

}  // namespace faultline::engine

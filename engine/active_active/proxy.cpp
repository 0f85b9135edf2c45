#include "engine/active_active/proxy.h"

#include <utility>

#include "engine/active_active/messages.h"
#include "engine/active_active/service_times.h"
#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {

Proxy::Proxy(const ProxyConfig& config) : member_(config.member), members_(config.hosts) {
  std::uint64_t timer = 0;
  for (const ProcessId shard : config.shards) {
    const TimerId retry(++timer);
    const TimerId patience(++timer);
    lines_.push_back({.link = Link(shard, retry), .patience = patience});
  }
}

void Proxy::step(const Input& input, const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = context.monotonic;
  std::visit(
      Overloaded{
          [&](const input::Started&) {
            for (ShardLine& line : lines_) connect(line, outputs);
          },
          [&](const input::Opened& input_opened) { opened(input_opened, outputs); },
          [&](const input::Refused& refused) { lost(refused.connection, "refused", now, outputs); },
          [&](const input::Closed& closed) {
            lost(closed.connection, "connection closed", now, outputs);
          },
          [&](const input::Received& message) { received(message, context, outputs); },
          [&](const input::TimerFired& fired) { timer_fired(fired.timer, now, outputs); },
          [&](const input::Administered& administered) {
            if (const auto* told = std::get_if<input::administered::Members>(&administered.request))
              members_.told(*told);
            answer_describe(
                administered, [&](const WaitsFor& wait) { describe(now, wait); }, outputs);
          },
          [](const auto&) {}},
      input);
}

void Proxy::connect(ShardLine& line, Outputs& outputs) {
  line.link.connect(ConnectionId(++last_connection_), outputs);
}

void Proxy::opened(const input::Opened& opened, Outputs& outputs) {
  if (opened.accepted) {
    clients_[opened.connection];
    return;
  }
  for (ShardLine& line : lines_) {
    if (!line.link.is(opened.connection)) continue;
    line.link.opened();
    if (!line.waiting.empty()) outputs.cancel_timer(line.patience);
    for (Waiting& waiting : line.waiting) {
      outputs.send(opened.connection, std::move(waiting.message));
      line.in_flight.push_back(waiting.ticket);
    }
    line.waiting.clear();
  }
}

void Proxy::lost(ConnectionId connection, const char* why, MonotonicTime now, Outputs& outputs) {
  if (clients_.erase(connection) > 0) return;
  for (ShardLine& line : lines_) {
    if (!line.link.is(connection)) continue;
    line.link.lost(why, now, outputs);
    const std::deque<Ticket> in_flight = std::exchange(line.in_flight, {});
    for (const Ticket& ticket : in_flight)
      answer(ticket, error_reply("ERR shard connection lost"), outputs);
  }
}

void Proxy::received(const input::Received& received, const StepContext& context,
                     Outputs& outputs) {
  for (ShardLine& line : lines_) {
    if (!line.link.is(received.connection)) continue;
    auto response = decode<Response>(received.bytes);
    FL_ASSERT(response && !line.in_flight.empty(), "a shard answers what it was asked");
    if (planted(PlantedBug::kAnswerToWrongRequest))
      std::swap(line.in_flight.front(), line.in_flight.back());
    const Ticket ticket = line.in_flight.front();
    line.in_flight.pop_front();
    if (clients_.contains(ticket.client) && context.fires(BuggifyPoint::kDropsClient, outputs)) {
      clients_.erase(ticket.client);
      return outputs.close(ticket.client);
    }
    return answer(ticket, std::move(response->reply), outputs);
  }
  if (!clients_.contains(received.connection)) return;
  auto asked = decode<Request>(received.bytes);
  if (!asked) {
    clients_.erase(received.connection);
    return outputs.close(received.connection);
  }
  outputs.occupy(kProxyRequestTime);
  request(received.connection, *asked, context, outputs);
}

void Proxy::request(ConnectionId connection, const Request& request, const StepContext& context,
                    Outputs& outputs) {
  Client& client = clients_.at(connection);
  const std::uint64_t number = client.first + client.pending.size();
  Pending& pending = client.pending.emplace_back();
  if (!members_.has(member_)) {
    pending.reply = error_reply("ERR this instance is no member of the database");
    return send_answers(connection, client, outputs);
  }
  pending.split =
      split_command(request.command, static_cast<std::uint32_t>(lines_.size()), context.random);
  if (pending.split.answer) {
    pending.reply = std::move(pending.split.answer);
    return send_answers(connection, client, outputs);
  }
  pending.missing = pending.split.parts.size();
  pending.replies.resize(pending.missing);
  for (std::size_t i = 0; i < pending.split.parts.size(); ++i) {
    CommandPart& part = pending.split.parts[i];
    Encoded message = encode(ToShard(Request{request.operation, std::move(part.command)}));
    dispatch({connection, number, i}, lines_[part.shard], std::move(message), context.monotonic,
             outputs);
  }
}

void Proxy::dispatch(const Ticket& ticket, ShardLine& line, Encoded message, MonotonicTime now,
                     Outputs& outputs) {
  if (line.link.up()) {
    outputs.send(line.link.connection(), std::move(message));
    line.in_flight.push_back(ticket);
    return;
  }
  if (line.waiting.empty()) outputs.set_timer(line.patience, kShardWaitMax);
  line.waiting.push_back({ticket, std::move(message), now + kShardWaitMax});
}

void Proxy::timer_fired(TimerId timer, MonotonicTime now, Outputs& outputs) {
  for (ShardLine& line : lines_) {
    if (line.link.retry_timer() == timer && line.link.retrying()) connect(line, outputs);
    if (line.patience != timer) continue;
    while (!line.waiting.empty() && line.waiting.front().until <= now) {
      const Ticket ticket = line.waiting.front().ticket;
      line.waiting.pop_front();
      answer(ticket, error_reply("ERR shard unavailable"), outputs);
    }
    if (!line.waiting.empty()) outputs.set_timer(timer, line.waiting.front().until - now);
  }
}

void Proxy::answer(const Ticket& ticket, Reply reply, Outputs& outputs) {
  const auto found = clients_.find(ticket.client);
  if (found == clients_.end()) return;  // gone meanwhile
  Client& client = found->second;
  Pending& pending = client.pending.at(ticket.request - client.first);
  pending.replies[ticket.part] = std::move(reply);
  if (--pending.missing > 0) return;
  pending.reply = join_replies(pending.split, std::move(pending.replies));
  send_answers(ticket.client, client, outputs);
}

void Proxy::send_answers(ConnectionId connection, Client& client, Outputs& outputs) {
  while (!client.pending.empty() && client.pending.front().reply) {
    outputs.send(connection, encode(Response{std::move(*client.pending.front().reply)}));
    client.pending.pop_front();
    ++client.first;
  }
}

void Proxy::describe(MonotonicTime now, const WaitsFor& wait) const {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const ShardLine& line = lines_[i];
    const std::string shard = "shard " + std::to_string(i);
    if (!line.link.up()) wait(shard + ": " + line.link.trouble(now));
    if (!line.waiting.empty())
      wait(std::to_string(line.waiting.size()) + " requests wait for " + shard);
    if (!line.in_flight.empty())
      wait(std::to_string(line.in_flight.size()) + " requests sent to " + shard);
  }
}

}  // namespace faultline::engine::active_active

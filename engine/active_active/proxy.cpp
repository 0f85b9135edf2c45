#include "engine/active_active/proxy.h"

#include <algorithm>
#include <utility>

#include "engine/active_active/messages.h"
#include "engine/active_active/service_times.h"
#include "engine/base/assert.h"
#include "engine/base/planted.h"

namespace faultline::engine::active_active {
namespace {

constexpr TimerId kAgain{0};
constexpr Duration kAgainAfter = std::chrono::milliseconds(20);  // basis: chosen

}  // namespace

Proxy::Proxy(const ProxyConfig& config)
    : host_(config.host),
      member_(config.member),
      members_(config.hosts),
      request_time_(config.request_time) {
  std::uint64_t timer = 0;
  for (const ProxyConfig::Database& database : config.databases) {
    for (const ProcessId manager : database.managers)
      database_of_manager_[manager] = databases_.size();
    const auto shards = static_cast<std::uint32_t>(database.shards.size());
    databases_.push_back({lines_.size(), shards, {}, SlotMap::of(shards)});
    for (std::uint32_t i = 0; i < shards; ++i) {
      const TimerId retry(++timer);
      const TimerId patience(++timer);
      lines_.push_back({.name = database.name + "shard " + std::to_string(i),
                        .link = Link(database.shards[i], retry),
                        .patience = patience});
    }
  }
}

void Proxy::step(const Input& input, const StepContext& context, Outputs& outputs) {
  const MonotonicTime now = now_ = context.monotonic;
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
          [&](const input::Datagram& datagram) { take_orders(datagram, context, outputs); },
          [&](const input::TimerFired& fired) { timer_fired(fired.timer, context, outputs); },
          [&](const input::Administered& administered) {
            if (const auto* told = std::get_if<input::administered::Members>(&administered.request))
              take_members(*told);
            answer_describe(
                administered, [&](const WaitsFor& wait) { describe(now, wait); }, outputs);
          },
          [](const auto&) {}},
      input);
  if (leaves_) let_clients_go(outputs);
}

void Proxy::connect(ShardLine& line, Outputs& outputs) {
  line.link.connect(ConnectionId(++last_connection_), outputs);
}

void Proxy::opened(const input::Opened& opened, Outputs& outputs) {
  if (opened.accepted) {
    FL_ASSERT(opened.port.value() < databases_.size(),
              "a client asks for a database of the cluster");
    clients_[opened.connection].database = opened.port.value();
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
  again_.erase(connection);
  if (clients_.erase(connection) > 0) return;
  for (ShardLine& line : lines_) {
    if (!line.link.is(connection)) continue;
    line.link.lost(why, now, outputs);
    fail_in_flight(line, outputs);
  }
}

void Proxy::take_members(const input::administered::Members& told) {
  members_.told(told);
  // A data center that has left as a whole says so to its clients, which have no other endpoint.
  leaves_ = members_.has(member_) &&
            std::find(told.hosts.begin(), told.hosts.end(), host_) == told.hosts.end();
}

void Proxy::let_clients_go(Outputs& outputs) {
  std::erase_if(clients_, [&](const auto& client) {
    if (!client.second.pending.empty()) return false;
    outputs.close(client.first);
    return true;
  });
}

void Proxy::fail_in_flight(ShardLine& line, Outputs& outputs) {
  const std::deque<Ticket> in_flight = std::exchange(line.in_flight, {});
  for (const Ticket& ticket : in_flight)
    answer(ticket, error_reply("ERR shard connection lost"), outputs);
}

void Proxy::take_orders(const input::Datagram& datagram, const StepContext& context,
                        Outputs& outputs) {
  const auto orders = decode<Orders>(datagram.bytes);
  const auto found = database_of_manager_.find(datagram.from);
  if (!orders || found == database_of_manager_.end()) return;
  Database& database = databases_[found->second];
  if (!database.orders.newer(*orders)) {
    const Heartbeat heartbeat = database.orders.heartbeat(context.monotonic);
    return outputs.send_datagram(datagram.from, encode(ToManager(heartbeat)).bytes);
  }
  for (std::size_t i = 0; i < database.shards; ++i) {
    ShardLine& line = lines_[database.first_line + i];
    const ProcessId primary = orders->roles.shards.at(i).primary;
    const bool silent =
        std::find(orders->silent.begin(), orders->silent.end(), i) != orders->silent.end();
    if (line.link.leads_to(primary) && line.silent == silent) continue;
    line.silent = silent;
    line.link.close(outputs);
    line.link.lead_to(primary);
    fail_in_flight(line, outputs);
    if (!silent) connect(line, outputs);
  }
  if (database.slots == orders->roles.slots) return;
  database.slots = orders->roles.slots;
  for (auto& [connection, client] : clients_)
    if (client.database == found->second) client.barrier = client.first + client.pending.size();
  run_again(context, outputs);
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
  outputs.occupy(request_time_);
  request(received.connection, std::move(*asked), context, outputs);
}

bool Proxy::Client::runs_again() const {
  return std::any_of(pending.begin(), pending.end(),
                     [](const Pending& each) { return each.again; });
}

void Proxy::request(ConnectionId connection, Request request, const StepContext& context,
                    Outputs& outputs) {
  Client& client = clients_.at(connection);
  const std::uint64_t number = client.first + client.pending.size();
  const bool waits = client.runs_again() || client.blocked(number);
  Pending& pending = client.pending.emplace_back();
  pending.request = std::move(request);
  pending.until = now_ + kShardWaitMax;
  pending.again = waits;
  if (waits) return await_slots(connection, outputs);
  run(connection, client, number, context, outputs);
}

void Proxy::await_slots(ConnectionId connection, Outputs& outputs) {
  again_.insert(connection);
  if (std::exchange(again_due_, true)) return;
  outputs.set_timer(kAgain, kAgainAfter);
}

void Proxy::run_again(const StepContext& context, Outputs& outputs) {
  for (const ConnectionId connection : std::exchange(again_, {})) {
    const auto found = clients_.find(connection);
    if (found == clients_.end()) continue;
    run_again(connection, found->second, context, outputs);
    if (found->second.runs_again()) await_slots(connection, outputs);
  }
}

void Proxy::run_again(ConnectionId connection, Client& client, const StepContext& context,
                      Outputs& outputs) {
  // Answers may shorten the list.
  const std::uint64_t end = client.first + client.pending.size();
  for (std::uint64_t number = client.first; number < end; ++number) {
    if (number < client.first) continue;
    Pending& pending = client.pending[number - client.first];
    if (!pending.again) continue;
    if (pending.missing > 0 || client.blocked(number)) return;
    pending.again = false;
    run(connection, client, number, context, outputs);
  }
}

void Proxy::run(ConnectionId connection, Client& client, std::uint64_t number,
                const StepContext& context, Outputs& outputs) {
  Pending& pending = client.pending[number - client.first];
  const Request& request = pending.request;
  if (!members_.has(member_)) {
    pending.reply = error_reply("ERR this instance is no member of the database");
    return send_answers(connection, client, outputs);
  }
  const Database& database = databases_[client.database];
  pending.split = split_command(request.command, database.slots, database.shards, context.random);
  if (pending.split.answer) {
    pending.reply = std::move(pending.split.answer);
    return send_answers(connection, client, outputs);
  }
  pending.missing = pending.split.parts.size();
  pending.replies.assign(pending.missing, Reply());
  for (std::size_t i = 0; i < pending.split.parts.size(); ++i) {
    CommandPart& part = pending.split.parts[i];
    Encoded message = encode(ToShard(Request{request.operation, std::move(part.command)}));
    dispatch({connection, number, i}, lines_[database.first_line + part.shard], std::move(message),
             context.monotonic, outputs);
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

void Proxy::timer_fired(TimerId timer, const StepContext& context, Outputs& outputs) {
  if (timer == kAgain) {
    again_due_ = false;
    return run_again(context, outputs);
  }
  const MonotonicTime now = context.monotonic;
  for (ShardLine& line : lines_) {
    if (line.link.retry_timer() == timer && line.link.retrying()) connect(line, outputs);
    if (line.patience != timer) continue;
    while (!line.waiting.empty() && line.waiting.front().until <= now) {
      const Ticket ticket = line.waiting.front().ticket;
      line.waiting.pop_front();
      answer(ticket, unavailable_reply(), outputs);
    }
    if (!line.waiting.empty()) outputs.set_timer(timer, line.waiting.front().until - now);
  }
}

void Proxy::answer(const Ticket& ticket, Reply reply, Outputs& outputs) {
  const auto found = clients_.find(ticket.client);
  if (found == clients_.end()) return;  // gone meanwhile
  Client& client = found->second;
  Pending& pending = client.pending.at(ticket.request - client.first);
  if (reply == slot_moved_reply()) pending.again = true;
  pending.replies[ticket.part] = std::move(reply);
  if (--pending.missing > 0) return;
  if (pending.again && now_ < pending.until) {
    return await_slots(ticket.client, outputs);
  }
  if (pending.again) pending.replies.assign(pending.replies.size(), unavailable_reply());
  pending.again = false;
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
  for (const ShardLine& line : lines_) {
    if (line.silent)
      wait(line.name + ": its primary is silent");
    else if (!line.link.up())
      wait(line.name + ": " + line.link.trouble(now));
    if (!line.waiting.empty())
      wait(std::to_string(line.waiting.size()) + " requests wait for " + line.name);
    if (!line.in_flight.empty())
      wait(std::to_string(line.in_flight.size()) + " requests sent to " + line.name);
  }
}

}  // namespace faultline::engine::active_active

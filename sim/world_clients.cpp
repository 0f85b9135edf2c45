// What clients ask, and what faults do to them.
#include <utility>

#include "sim/world.h"

namespace faultline::sim {

using engine::DatacenterId;
using engine::HostId;
using engine::ProcessId;
namespace administered = engine::input::administered;

void World::ask_arrival(std::uint32_t index) {
  const Arrival& arrival = load_.arrivals[index];
  const auto made = made_.extract(index);
  const engine::Arguments& command = made.empty() ? arrival.command : made.mapped();
  listener_.invoked(index, command, plan_now());
  processes_.deliver(ProcessId(first_client_ + arrival.client),
                     engine::input::Requested{load_.operation_of(index), command});
}

void World::go_on(const engine::output::Respond& answer) {
  const std::uint32_t answered = load_.arrival_of(answer.operation);
  if (answered >= load_.arrivals.size()) return;  // somebody drives the run by hand
  auto next = load_.arrivals[answered].next;
  while (next) {
    const Arrival& arrival = load_.arrivals[*next];
    std::optional<engine::Arguments> made;
    if (arrival.make != nullptr && answer.outcome == engine::output::Outcome::kOk)
      made = arrival.make(arrival.command, answer.reply);
    if (arrival.make == nullptr || made) {
      const engine::Instant at = now() + *arrival.think;
      if (at >= load_.end + kWarmUp) return;
      if (made) made_.emplace(*next, std::move(*made));
      schedule(at, {EventKind::kIntent, *next, 0, 0});
      return;
    }
    next = arrival.next;  // the answer leads to nothing: what waits for that waits no longer
  }
}

void World::settle_clients(DatacenterId home) {
  const ClientsMoved* last = nullptr;
  for (const auto& [id, active] : active_) {
    const auto* moved = std::get_if<ClientsMoved>(&active.what);
    if (moved != nullptr && moved->from == home) last = moved;
  }
  const DatacenterId at = last != nullptr ? last->to : home;
  for (std::uint32_t i = 0; i < load_.clients.size(); ++i) {
    const LoadClient& client = load_.clients[i];
    const ProcessId process(first_client_ + i);
    if (client.datacenter != home || host_of(process) == hosts_.client_host(at)) continue;
    const HostId preferred =
        at == home ? client.preferred : machine_of_client(topology_.machines(), at, i).host;
    processes_.move(process, hosts_.client_host(at));
    processes_.deliver(process, engine::input::Administered{administered::UseEndpoints{
                                    deployment_.endpoints(at, preferred, client.database)}});
  }
}

void World::begin(DisturbanceId id, const ClientsMoved& moved) {
  for (const LoadClient& client : load_.clients)
    if (client.datacenter == moved.from) met(id);
  settle_clients(moved.from);
}

void World::end(DisturbanceId /*id*/, const ClientsMoved& moved) {
  settle_clients(moved.from);
}

void World::tell_clients(const engine::input::Administered& what) {
  for (std::uint32_t i = 0; i < load_.clients.size(); ++i)
    processes_.deliver(ProcessId(first_client_ + i), what);
}

void World::begin(DisturbanceId id, const ClientsRetry& /*retry*/) {
  met(id);
  tell_clients({administered::Resend{true}});
}

void World::end(DisturbanceId /*id*/, const ClientsRetry& /*retry*/) {
  for (const auto& [id, active] : active_)
    if (std::holds_alternative<ClientsRetry>(active.what)) return;
  tell_clients({administered::Resend{false}});
}

}  // namespace faultline::sim

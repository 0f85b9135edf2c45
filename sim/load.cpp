#include "sim/load.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "engine/base/assert.h"
#include "engine/commands/command.h"
#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {
namespace {

using engine::DatacenterId;
using engine::Instant;
using engine::Machine;

LoadClient place_client(std::string name, const std::vector<Machine>& machines,
                        DatacenterId datacenter, std::uint32_t number) {
  const Machine& machine = machine_of_client(machines, datacenter, number);
  return {std::move(name), datacenter, machine.rack, machine.host};
}

DatacenterId datacenter_named(const Plan& plan, const std::string& name) {
  const auto& all = plan.topology.datacenters;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  FL_ASSERT(found != all.end(), "the loader checked the names of data centers");
  return DatacenterId(static_cast<std::uint32_t>(found - all.begin()));
}

// Of one of several databases.
engine::Bytes key_in(engine::Port database, const engine::Bytes& key) {
  return "db" + std::to_string(database.value()) + ":" + std::string(key.view());
}

void move_keys(engine::Port database, engine::Arguments& command) {
  const engine::CommandKind* kind = engine::find_command(command.front().view());
  FL_ASSERT(kind != nullptr && kind->more_keys == nullptr, "a workload asks for what is known");
  for (const std::size_t at : engine::key_positions(*kind, command))
    command[at] = key_in(database, command[at]);
}

// Of one client, in order of time. In a closed loop each waits for the answer to the one before,
// and then as long as lies between the two in an open loop.
void add_arrivals(std::vector<Intent> intents, bool closed, std::uint32_t client, Load& load) {
  std::optional<engine::Duration> before;
  for (Intent& intent : intents) {
    std::optional<engine::Duration> think;
    if (closed && before) think = intent.at - *before;
    before = intent.at;
    if (load.databases > 1) {
      move_keys(load.clients[client].database, intent.command);
      if (intent.follow_up) move_keys(load.clients[client].database, intent.follow_up->drawn);
    }
    load.arrivals.push_back({Instant(intent.at), client, std::move(intent.command), think});
    if (intent.follow_up)
      load.arrivals.push_back({Instant(intent.at), client, std::move(intent.follow_up->drawn),
                               engine::Duration(0), intent.follow_up->make});
  }
}

void draw_workload(const Plan& plan, const WorkloadPlan& workload,
                   const std::vector<Machine>& machines, Load& load) {
  const WorkloadKind* kind = find_workload(workload.kind);
  FL_ASSERT(kind != nullptr, "the loader checked the workload's name");
  const auto each = static_cast<std::uint32_t>(
      engine::get<std::int64_t>(workload.parameters, "clients_per_datacenter"));
  const auto datacenters = static_cast<std::uint32_t>(plan.topology.datacenters.size());
  load.databases =
      static_cast<std::uint32_t>(engine::get<std::int64_t>(workload.parameters, "databases"));
  const bool closed = engine::get<std::string>(workload.parameters, "loop") == "closed";
  const engine::Prng seed(plan.seed);
  std::vector<std::uint32_t> of_database(load.databases);  // clients so far
  const std::unique_ptr<KeyDistribution> keys = keys_of(workload.parameters);
  for (std::uint32_t d = 0; d < datacenters; ++d) {
    for (std::uint32_t number = 0; number < each; ++number) {
      const auto client = static_cast<std::uint32_t>(load.clients.size());
      load.clients.push_back(
          place_client("c" + std::to_string(client + 1), machines, DatacenterId(d), number));
      load.clients.back().database = engine::Port(number % load.databases);
      const std::string stream =
          "client/" + plan.topology.datacenters[d].name + "/" + std::to_string(number);
      add_arrivals(
          draw_intents(*kind, workload.parameters, *keys, of_database[number % load.databases]++,
                       each * datacenters, seed.child(stream)),
          closed, client, load);
    }
  }
  load.end = Instant(engine::get<engine::Duration>(workload.parameters, "for"));
}

void take_script(const Plan& plan, const Script& script, const std::vector<Machine>& machines,
                 Load& load) {
  using Key = std::tuple<std::string, std::string, std::string>;  // client, data center, host
  std::map<Key, std::uint32_t> known;
  std::map<std::string, std::uint32_t> numbers;  // clients seen so far, by data center
  for (const ScriptStep& step : script) {
    const Key key{step.client, step.datacenter, step.host.value_or("")};
    if (!known.contains(key)) {
      known[key] = static_cast<std::uint32_t>(load.clients.size());
      LoadClient client =
          place_client(step.client, machines, datacenter_named(plan, step.datacenter),
                       numbers[step.datacenter]++);
      for (const Machine& machine : machines) {
        if (step.host != machine.name()) continue;
        client.rack = machine.rack;
        client.preferred = machine.host;
      }
      load.clients.push_back(std::move(client));
    }
    engine::Arguments command(step.command.begin(), step.command.end());
    load.arrivals.push_back({Instant(step.at), known[key], std::move(command)});
    load.end = std::max(load.end, Instant(step.at));
  }
}

// An arrival that waits does so for the one before it of the same client.
void link_arrivals(Load& load) {
  std::vector<std::uint32_t> last(load.clients.size());
  for (std::uint32_t i = 0; i < load.arrivals.size(); ++i) {
    const Arrival& arrival = load.arrivals[i];
    if (arrival.think) load.arrivals[last[arrival.client]].next = i;
    last[arrival.client] = i;
  }
}

}  // namespace

const Machine& machine_of_client(const std::vector<Machine>& machines, DatacenterId datacenter,
                                 std::uint32_t number) {
  std::map<engine::RackId, std::vector<const Machine*>> racks;
  for (const Machine& machine : machines)
    if (machine.datacenter == datacenter) racks[machine.rack].push_back(&machine);
  FL_ASSERT(!racks.empty(), "a data center has machines");
  const auto rack = std::next(racks.begin(), static_cast<std::ptrdiff_t>(number % racks.size()));
  const auto& hosts = rack->second;
  return *hosts[(number / racks.size()) % hosts.size()];
}

engine::Port Load::database_of(const engine::Bytes& key) const {
  if (databases == 1) return engine::Port(0);
  const std::string_view name = key.view();
  std::uint32_t number = databases;
  if (name.starts_with("db")) std::from_chars(name.data() + 2, name.data() + name.size(), number);
  FL_ASSERT(number < databases, "a key begins with the name of its database");
  return engine::Port(number);
}

bool Load::at_given_times() const {
  return std::none_of(arrivals.begin(), arrivals.end(),
                      [](const Arrival& each) { return each.think.has_value(); });
}

Load draw_load(const Plan& plan, const std::vector<Machine>& machines) {
  Load load;
  if (const auto* workload = std::get_if<WorkloadPlan>(&plan.load))
    draw_workload(plan, *workload, machines, load);
  else
    take_script(plan, std::get<Script>(plan.load), machines, load);
  std::stable_sort(load.arrivals.begin(), load.arrivals.end(),
                   [](const Arrival& a, const Arrival& b) {
                     return std::tie(a.at, a.client) < std::tie(b.at, b.client);
                   });
  link_arrivals(load);
  return load;
}

}  // namespace faultline::sim

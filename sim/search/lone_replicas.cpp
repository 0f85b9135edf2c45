#include "sim/search/lone_replicas.h"

#include <algorithm>

#include "engine/active_active/lone_replica.h"
#include "engine/base/assert.h"
#include "engine/dynomite/deploy.h"
#include "engine/dynomite/lone_replica.h"

namespace faultline::sim {
namespace {

using engine::ParameterValues;
using Unfit = LoneReplicaKind::Unfit;

engine::MemberId member_of(std::uint32_t datacenter) {
  return engine::MemberId(datacenter + 1);
}

std::optional<Unfit> unfit_active_active(const ParameterValues& options) {
  if (engine::get<bool>(options, "causal_consistency"))
    return Unfit{"causal_consistency", "false: replicas alone relay nothing"};
  return std::nullopt;
}

std::optional<Unfit> unfit_dynomite(const ParameterValues& options) {
  if (!engine::get<engine::Names>(options, "other_levels_at").empty())
    return Unfit{"other_levels_at", "the same levels everywhere"};
  return std::nullopt;
}

engine::dynomite::NodeSettings settings_in(const ParameterValues& options) {
  return engine::dynomite::dynomite_config(options).node;
}

bool never_ends(const ParameterValues&, const engine::Arguments&) {
  return false;
}

const LoneReplicaKind kLoneReplicas[] = {
    {"active_active",
     [](const ParameterValues&, std::uint32_t datacenter) {
       return engine::active_active::lone_conflict_free_replica(member_of(datacenter));
     },
     unfit_active_active, never_ends},
    {"last_write_wins",
     [](const ParameterValues&, std::uint32_t datacenter) {
       return engine::active_active::lone_last_write_wins_replica(member_of(datacenter));
     },
     [](const ParameterValues&) { return std::optional<Unfit>(); }, never_ends},
    {"dynomite",
     [](const ParameterValues& options, std::uint32_t) {
       return engine::dynomite::lone_replica(settings_in(options));
     },
     unfit_dynomite,
     [](const ParameterValues& options, const engine::Arguments& command) {
       return engine::dynomite::ends_connection(settings_in(options), command);
     },
     true, true,
     [](const ParameterValues& options) {
       return !engine::dynomite::dynomite_config(options).append_only;
     }},
};

// Of partitions between whole data centers; others are no cuts of a plan that is explored.
void add_cut(const std::vector<FaultPlan>& faults, OrderPlan& orders) {
  for (const FaultPlan& fault : faults) {
    if (fault.kind != "partition") continue;
    const engine::Groups& groups = engine::get<engine::Groups>(fault.parameters, "groups");
    const bool both = engine::get<std::string>(fault.parameters, "direction") == "both";
    const auto side_of = [&](const std::string& datacenter) {
      return std::find_if(groups.begin(), groups.end(),
                          [&](const engine::Names& names) {
                            return std::find(names.begin(), names.end(), datacenter) != names.end();
                          }) -
             groups.begin();
    };
    const auto none = static_cast<std::ptrdiff_t>(groups.size());
    for (std::uint32_t from = 0; from < orders.datacenters.size(); ++from)
      for (std::uint32_t to = 0; to < orders.datacenters.size(); ++to) {
        const auto one = side_of(orders.datacenters[from]);
        const auto other = side_of(orders.datacenters[to]);
        if (one != other && one != none && other != none && (both || one == 0))
          orders.cut.emplace_back(from, to);
      }
  }
}

// Of a whole data center.
void add_crash(const std::vector<FaultPlan>& faults, bool forgets, OrderPlan& orders) {
  for (const FaultPlan& fault : faults) {
    if (fault.kind != "crash") continue;
    const engine::Names& hosts = engine::get<engine::Names>(fault.parameters, "hosts");
    const auto found =
        std::find(orders.datacenters.begin(), orders.datacenters.end(), hosts.front());
    FL_ASSERT(found != orders.datacenters.end(), "what crashes is a replica");
    orders.crash = {static_cast<std::uint32_t>(found - orders.datacenters.begin()), forgets};
  }
}

}  // namespace

const LoneReplicaKind* find_lone_replica(std::string_view engine) {
  for (const LoneReplicaKind& kind : kLoneReplicas)
    if (kind.engine == engine) return &kind;
  return nullptr;
}

OrderPlan order_plan(const Plan& plan, const EnginePlan& engine) {
  const LoneReplicaKind* kind = find_lone_replica(engine.name);
  const auto* script = std::get_if<Script>(&plan.load);
  FL_ASSERT(kind != nullptr && script != nullptr, "only scripts are explored, on known engines");
  OrderPlan orders;
  for (const DatacenterPlan& each : plan.topology.datacenters)
    orders.datacenters.push_back(each.name);
  std::uint64_t operation = 0;
  for (const ScriptStep& step : *script) {
    const auto datacenter =
        std::find(orders.datacenters.begin(), orders.datacenters.end(), step.datacenter) -
        orders.datacenters.begin();
    const auto number = static_cast<std::uint32_t>(datacenter);
    auto client = std::find_if(orders.clients.begin(), orders.clients.end(), [&](const auto& each) {
      return each.name == step.client && each.datacenter == number;
    });
    if (client == orders.clients.end())
      client = orders.clients.insert(client, {step.client, number, {}});
    const engine::WallTime wall(step.at);
    engine::Arguments command(step.command.begin(), step.command.end());
    client->commands.push_back({{{engine::OperationId(++operation)}, std::move(command)}, wall});
    orders.read_at = std::max(orders.read_at, wall);
  }
  if (kind->drops_unsent) {
    add_cut(plan.faults, orders);
    const bool forgets =
        kind->forgets_in_crash != nullptr && kind->forgets_in_crash(engine.options);
    add_crash(plan.faults, forgets, orders);
  }
  orders.make = [kind, options = engine.options](std::uint32_t datacenter) {
    return kind->make(options, datacenter);
  };
  return orders;
}

}  // namespace faultline::sim

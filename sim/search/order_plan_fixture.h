// Small plans, written as a few commands, for each of the engines: those of the engine table with
// their defaults, and Dynomite with stamps.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "engine/active_active/lone_replica.h"
#include "engine/dynomite/lone_replica.h"
#include "sim/search/explore_orders.h"
#include "sim/search/outcome_text.h"

namespace faultline::sim {

using MakeLoneReplica = std::unique_ptr<engine::LoneReplica> (*)(std::uint32_t);

inline std::unique_ptr<engine::LoneReplica> lone_add_wins(std::uint32_t datacenter) {
  return engine::active_active::lone_conflict_free_replica(engine::MemberId(datacenter + 1));
}
inline std::unique_ptr<engine::LoneReplica> lone_whole_key(std::uint32_t datacenter) {
  return engine::active_active::lone_last_write_wins_replica(engine::MemberId(datacenter + 1));
}
inline std::unique_ptr<engine::LoneReplica> lone_by_arrival(std::uint32_t) {
  return engine::dynomite::lone_replica({});
}
inline std::unique_ptr<engine::LoneReplica> lone_by_stamp(std::uint32_t) {
  engine::dynomite::NodeSettings settings;
  settings.read = engine::dynomite::Consistency::kDcSafeQuorum;
  settings.write = engine::dynomite::Consistency::kDcSafeQuorum;
  settings.read_repairs = true;
  return engine::dynomite::lone_replica(settings);
}

// As "SADD k milk" at that second, by a client named after its data center: "a", "b", …
struct Asked {
  char datacenter;
  std::string command;
  int second = 1;
};

inline OrderPlan small_order_plan(MakeLoneReplica make, const std::vector<Asked>& asked,
                                  std::uint32_t datacenters = 2) {
  OrderPlan plan;
  plan.make = make;
  for (std::uint32_t i = 0; i < datacenters; ++i) {
    plan.datacenters.emplace_back(1, static_cast<char>('a' + i));
    plan.clients.push_back({"client-" + plan.datacenters.back(), i, {}});
  }
  std::uint64_t operation = 0;
  for (const Asked& each : asked) {
    engine::Arguments command;
    std::istringstream words(each.command);
    for (std::string word; words >> word;) command.emplace_back(word);
    const engine::WallTime wall(std::chrono::seconds(each.second));
    plan.clients[static_cast<std::uint32_t>(each.datacenter - 'a')].commands.push_back(
        {{{engine::OperationId(++operation)}, std::move(command)}, wall});
    plan.read_at = std::max(plan.read_at, wall);
  }
  return plan;
}

// "ORDERS: what is shown", most orders first.
inline std::vector<std::string> outcome_lines(const OrderPlan& plan, OrderOptions options = {}) {
  std::vector<std::string> lines;
  for (const OrderOutcome& each : explore_orders(plan, options).outcomes)
    lines.push_back(each.orders.str() + ": " + outcome_text(plan, each));
  return lines;
}

}  // namespace faultline::sim

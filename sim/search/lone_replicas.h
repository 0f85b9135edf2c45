// The engines whose orders can be explored: how one data center of each is made as one replica
// alone, and what of a scenario that leaves out. To add one: its line in lone_replicas.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "engine/ports/lone_replica.h"
#include "engine/ports/parameter.h"
#include "sim/plan.h"
#include "sim/search/order_plan.h"

namespace faultline::sim {

struct LoneReplicaKind {
  std::string_view engine;
  // `datacenter`: its place among all, by name.
  std::unique_ptr<engine::LoneReplica> (*make)(const engine::ParameterValues& options,
                                               std::uint32_t datacenter);
  // An option that one replica a data center cannot mean, and what it has to be; null: none.
  struct Unfit {
    std::string_view option;
    std::string_view expected;
  };
  std::optional<Unfit> (*unfit)(const engine::ParameterValues& options);
  // Whether a client loses its connection by it, which no replica shows.
  bool (*ends_connection)(const engine::ParameterValues& options, const engine::Arguments& command);
  // Each rack has a copy of its own, so that only data centers of one machine are one replica.
  bool copy_a_rack = false;
  // What cannot be sent, over a cut or to one that is down, is dropped, and never sent again.
  bool drops_unsent = false;
  // Whether a process that dies comes back with nothing, its disk whole; null: never.
  bool (*forgets_in_crash)(const engine::ParameterValues& options) = nullptr;
};

// Null: the engine has none.
[[nodiscard]] const LoneReplicaKind* find_lone_replica(std::string_view engine);

// The script of the plan, for one of its engines.
[[nodiscard]] OrderPlan order_plan(const Plan& plan, const EnginePlan& engine);

}  // namespace faultline::sim

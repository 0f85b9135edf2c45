// For tests: machines in three data centers and the parameters of an engine, with the defaults that
// most tests want.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/ports/deployment.h"

namespace faultline::engine::active_active {

inline constexpr std::uint32_t kAp = 0;
inline constexpr std::uint32_t kEu = 1;
inline constexpr std::uint32_t kUs = 2;
inline constexpr std::int64_t kMiB = 1 << 20;

[[nodiscard]] inline std::vector<Machine> machines_of(std::uint32_t datacenters,
                                                      std::uint32_t hosts) {
  static const char* const kNames[] = {"ap", "eu", "us", "vn", "za"};
  std::vector<Machine> machines;
  for (std::uint32_t dc = 0; dc < datacenters; ++dc)
    for (std::uint32_t i = 0; i < hosts; ++i)
      machines.push_back({HostId(dc * hosts + i), DatacenterId(dc), RackId(0), i, kNames[dc], "a"});
  return machines;
}

[[nodiscard]] inline ParameterValues values_of(std::int64_t shards_per_host, std::int64_t backlog) {
  return {{"shards_per_host", {shards_per_host}},
          {"backlog", {backlog}},
          {"proxy_threads", {std::int64_t{3}}},
          {"standbys", {false}},
          {"replica_ha", {false}},
          {"replica_ha_grace", {Duration(std::chrono::minutes(10))}},
          {"compression", {std::int64_t{0}}},
          {"client", {std::string("plain")}},
          {"memory", {std::int64_t{0}}},
          {"eviction", {std::string("noeviction")}},
          {"replication_oom", {std::int64_t{0}}},
          {"oom_auto_unlatch", {true}},
          {"causal_consistency", {false}}};
}

}  // namespace faultline::engine::active_active

#include "engine/active_active/memory_parameters.h"

#include <algorithm>
#include <array>

namespace faultline::engine::active_active {

std::vector<Parameter> memory_parameters() {
  std::vector<Parameter> parameters = {
      {.name = "backlog",
       .unit = ParameterUnit::kSize,
       .summary = "bytes of updates that a shard keeps for partial sync; 0B: as documented, 1% of "
                  "the shard's memory, between 1 MiB and 250 MiB",
       .default_text = "\"0B\""},
      {.name = "memory",
       .unit = ParameterUnit::kSize,
       .summary = "limit of the database in each data center, divided over its shards; 0B: none",
       .default_text = "\"0B\""},
      {.name = "eviction",
       .unit = ParameterUnit::kWord,
       .summary = "which keys go when a shard reaches 80% of its limit",
       .default_text = "\"noeviction\""},
      // From Redis 8.4 on its default is 5; off, it is as before.
      {.name = "replication_oom",
       .unit = ParameterUnit::kInteger,
       .summary = "percent of the limit that is kept for replication: above it clients' writes are "
                  "refused (replication_oom_threshold_percent, 5 from Redis 8.4 on)",
       .default_text = "0",
       .most = 20},
      {.name = "oom_auto_unlatch",
       .unit = ParameterUnit::kBoolean,
       .summary = "a shard that replication brought out of memory goes on by itself when it has "
                  "room again (crdt_syncer_auto_oom_unlatch)",
       .default_text = "true"}};
  for (Parameter& parameter : parameters)
    if (parameter.name == "eviction")
      for (const EvictionPolicy& policy : eviction_policies())
        parameter.words.push_back(policy.name);
  return parameters;
}

MemoryLimit memory_limit(const ParameterValues& values, std::size_t shards) {
  const std::int64_t memory = get<std::int64_t>(values, "memory");
  MemoryLimit limit;
  // A limit that leaves a shard less than a byte is one.
  if (memory > 0)
    limit.bytes = std::max<std::int64_t>(1, memory / static_cast<std::int64_t>(shards));
  limit.eviction = eviction_policy(get<std::string>(values, "eviction"));
  limit.replication_oom_percent = get<std::int64_t>(values, "replication_oom");
  limit.auto_unlatch = get<bool>(values, "oom_auto_unlatch");
  return limit;
}

std::int64_t backlog_bytes(const ParameterValues& values, std::size_t shards) {
  const std::int64_t given = get<std::int64_t>(values, "backlog");
  if (given > 0) return given;
  return std::clamp(memory_limit(values, shards).bytes / 100, kBacklogLeast, kBacklogMost);
}

std::span<const std::string_view> memory_marks() {
  static constexpr std::array<std::string_view, 4> kMarks = {
      "key_evicted", "write_refused_for_memory", "member_out_of_memory",
      "replication_oom_blocked_clients"};
  return kMarks;
}

}  // namespace faultline::engine::active_active

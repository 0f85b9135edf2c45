// The parameters of memory that both engines of this cluster have, and what follows from them for
// one shard: its limit, and its backlog where that is left to the documented rule.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/active_active/shard_memory.h"
#include "engine/ports/parameter.h"

namespace faultline::engine::active_active {

// The documented bounds of a backlog: shared active_active/rules.md, Syncer, backlog, sync.
inline constexpr std::int64_t kBacklogLeast = std::int64_t{1} << 20;
inline constexpr std::int64_t kBacklogMost = std::int64_t{250} << 20;

[[nodiscard]] std::vector<Parameter> memory_parameters();
// Of one of `shards` shards of a data center.
[[nodiscard]] MemoryLimit memory_limit(const ParameterValues& values, std::size_t shards);
[[nodiscard]] std::int64_t backlog_bytes(const ParameterValues& values, std::size_t shards);
[[nodiscard]] std::span<const std::string_view> memory_marks();

}  // namespace faultline::engine::active_active

#include "engine/active_active/memory_parameters.h"

#include <catch2/catch.hpp>

#include "engine/active_active/cluster_fixture.h"

namespace faultline::engine::active_active {
namespace {

ParameterValues with_memory(std::int64_t memory, std::int64_t backlog) {
  ParameterValues values = values_of(2, backlog);
  values["memory"] = {memory};
  return values;
}

TEST_CASE("a database's memory is divided over its shards") {
  CHECK(memory_limit(with_memory(0, 0), 4).bytes == 0);
  CHECK(memory_limit(with_memory(4096, 0), 4).bytes == 1024);
  CHECK(memory_limit(with_memory(2, 0), 4).bytes == 1);
}

TEST_CASE("without an eviction policy or a limit nothing is evicted") {
  CHECK_FALSE(memory_limit(with_memory(4096, 0), 4).evicts());
  ParameterValues values = with_memory(4096, 0);
  values["eviction"] = {std::string("allkeys-lru")};
  CHECK(memory_limit(values, 4).evicts());
  values["memory"] = {std::int64_t{0}};
  CHECK_FALSE(memory_limit(values, 4).evicts());
}

TEST_CASE("a backlog is what was asked for or one percent of the shard's memory within bounds") {
  CHECK(backlog_bytes(with_memory(0, 300), 2) == 300);
  CHECK(backlog_bytes(with_memory(0, 0), 2) == kMiB);
  CHECK(backlog_bytes(with_memory(kMiB, 0), 2) == kMiB);
  CHECK(backlog_bytes(with_memory(400 * kMiB, 0), 2) == 2 * kMiB);
  CHECK(backlog_bytes(with_memory(400 * kMiB, 300), 2) == 300);
  CHECK(backlog_bytes(with_memory(100'000 * kMiB, 0), 2) == 250 * kMiB);
}

TEST_CASE("percentages of a limit are whole bytes and do not overflow") {
  MemoryLimit limit;
  limit.bytes = 250;
  CHECK(limit.percent(80) == 200);
  limit.bytes = std::int64_t{1} << 53;
  CHECK(limit.percent(100) == limit.bytes);
  CHECK(limit.percent(50) == limit.bytes / 2);
}

}  // namespace
}  // namespace faultline::engine::active_active

// What differs from Redis 7.0 deliberately, each with its reason. An entry that a whole run did not
// need is stale, and the test says so.
#pragma once

#include <span>
#include <string_view>

#include "engine/ports/reply.h"

namespace faultline::differential {

struct DeliberateDifference {
  std::string_view commands;  // "TTL PTTL", or all that begin so: "Z*"
  std::string_view what;
  std::string_view reason;
  // One of three, or none where a rule of comparison.cpp knows of it. We refuse what Redis does, so
  // Redis is not asked:
  bool (*refused)(const engine::Reply& ours) = nullptr;
  // What differs is taken out of both replies, before anything is compared:
  engine::Reply (*levelled)(const engine::Reply& reply) = nullptr;
  // Both reply, and the difference does not count:
  bool (*excused)(const engine::Arguments& arguments, const engine::Reply& ours,
                  const engine::Reply& redis) = nullptr;
};

inline constexpr std::string_view kStoredDistances = "the last bits of a stored distance";

[[nodiscard]] std::span<const DeliberateDifference> deliberate_differences();
[[nodiscard]] bool is_about(const DeliberateDifference& difference,
                            const engine::Arguments& arguments);

}  // namespace faultline::differential

// What differs from Redis 7.0 deliberately, each with its reason. An entry that a whole run did not
// need is stale, and the test says so.
#pragma once

#include <span>
#include <string_view>

#include "engine/ports/reply.h"

namespace faultline::differential {

struct DeliberateDifference {
  std::string_view command;
  std::string_view what;
  std::string_view reason;
  bool (*applies)(const engine::Arguments& arguments, const engine::Reply& ours,
                  const engine::Reply& redis);
};

[[nodiscard]] std::span<const DeliberateDifference> deliberate_differences();
// Null: none of them.
[[nodiscard]] const DeliberateDifference* find_deliberate(const engine::Arguments& arguments,
                                                          const engine::Reply& ours,
                                                          const engine::Reply& redis);

}  // namespace faultline::differential

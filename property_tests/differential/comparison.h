// One command on both sides, and whether they agree. Most replies are compared as they are; the
// table in comparison.cpp names the commands of which Redis leaves something open (order, choice,
// the steps of an iteration, the format of a payload) and how each is held to the rest.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "property_tests/differential/differences.h"
#include "property_tests/differential/model.h"
#include "property_tests/differential/redis_server.h"

namespace faultline::differential {

struct Sides {
  Model& model;
  RedisServer& redis;
  std::map<std::string_view, std::uint64_t> excused{};  // by DeliberateDifference::what
};

// What differs, in words; nothing: they agree.
using Verdict = std::optional<std::string>;

[[nodiscard]] Verdict run_on_both(Sides& sides, const engine::Arguments& arguments);
// Keys, and of each its type, its value and its deadline.
[[nodiscard]] Verdict compare_contents(Sides& sides);

// Empty keys, and the same time.
void begin_at(Sides& sides, engine::WallTime now);
void set_time(Sides& sides, engine::WallTime now);

}  // namespace faultline::differential

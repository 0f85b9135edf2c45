// The options of SET in any order: NX | XX, GET, and one of EX PX EXAT PXAT KEEPTTL (Redis 7.0; NX
// with GET is allowed since 7.0). Deadlines are wall times in whole milliseconds.
#pragma once

#include <optional>

#include "engine/base/time.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

struct SetOptions {
  bool only_if_absent = false;
  bool only_if_present = false;
  bool get = false;
  bool keep_deadline = false;
  std::optional<WallTime> expires_at;
};

struct SetOptionsOrError {
  SetOptions options;
  std::optional<Reply> error;
};

[[nodiscard]] SetOptionsOrError parse_set_options(const Arguments& arguments, WallTime now);

}  // namespace faultline::engine

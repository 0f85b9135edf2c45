// The options of SET in any order: NX | XX, GET, and one of EX PX EXAT PXAT KEEPTTL (Redis 7.0; NX
// with GET is allowed since 7.0). Deadlines are wall times in whole milliseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/time.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

// How a deadline is counted, and the option of SET that says so.
struct DeadlineUnit {
  std::string_view word;
  std::int64_t milliseconds_each;
  bool absolute;
};
inline constexpr DeadlineUnit kInSeconds{"EX", 1000, false};
inline constexpr DeadlineUnit kInMilliseconds{"PX", 1, false};

struct DeadlineOrError {
  WallTime deadline;
  std::optional<Reply> error;
};

// `command` as the error names it, in lower case.
[[nodiscard]] DeadlineOrError parse_deadline(const DeadlineUnit& unit, const Bytes& text,
                                             WallTime now, std::string_view command);

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

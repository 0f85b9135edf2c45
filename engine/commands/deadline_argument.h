// Deadlines as arguments: EX, PX, EXAT and PXAT of SET and the like, and the numbers of the EXPIRE
// family. Redis keeps milliseconds of the wall clock and refuses what overflows them ("invalid
// expire time in 'x' command"); our nanoseconds end in the year 2262, beyond every run, and later
// deadlines become the last moment of time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/time.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

// How a deadline is counted, and the option that says so.
struct DeadlineUnit {
  std::string_view word;
  std::int64_t milliseconds_each;
  bool absolute;
};
inline constexpr DeadlineUnit kInSeconds{"EX", 1000, false};
inline constexpr DeadlineUnit kInMilliseconds{"PX", 1, false};
inline constexpr DeadlineUnit kAtSeconds{"EXAT", 1000, true};
inline constexpr DeadlineUnit kAtMilliseconds{"PXAT", 1, true};

// The unit that an option names; null: it names none.
[[nodiscard]] const DeadlineUnit* deadline_unit(const Bytes& argument);

// Whole milliseconds of the wall clock, as Redis counts.
[[nodiscard]] std::int64_t milliseconds_of(WallTime time);
[[nodiscard]] WallTime at_milliseconds(std::int64_t milliseconds);

// The deadline in milliseconds, in the past where `given` is negative; none: it overflows.
[[nodiscard]] std::optional<std::int64_t> deadline_milliseconds(std::int64_t given,
                                                                const DeadlineUnit& unit,
                                                                WallTime now);
// `command` in lower case.
[[nodiscard]] Reply invalid_deadline(std::string_view command);

struct DeadlineOrError {
  WallTime deadline;
  std::optional<Reply> error;
};
// Of an option, which must be positive.
[[nodiscard]] DeadlineOrError parse_deadline(const DeadlineUnit& unit, const Bytes& text,
                                             WallTime now, std::string_view command);

}  // namespace faultline::engine

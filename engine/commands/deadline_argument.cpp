#include "engine/commands/deadline_argument.h"

#include <string>

#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"

namespace faultline::engine {

const DeadlineUnit* deadline_unit(const Bytes& argument) {
  for (const DeadlineUnit* unit : {&kInSeconds, &kInMilliseconds, &kAtSeconds, &kAtMilliseconds})
    if (is_word(argument, unit->word)) return unit;
  return nullptr;
}

std::int64_t milliseconds_of(WallTime time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

WallTime at_milliseconds(std::int64_t milliseconds) {
  std::int64_t nanoseconds = 0;
  const bool beyond = __builtin_mul_overflow(milliseconds, std::int64_t{1'000'000}, &nanoseconds);
  if (beyond) return milliseconds < 0 ? WallTime::min() : WallTime::max();
  return WallTime(Duration(nanoseconds));
}

std::optional<std::int64_t> deadline_milliseconds(std::int64_t given, const DeadlineUnit& unit,
                                                  WallTime now) {
  std::int64_t deadline = 0;
  if (__builtin_mul_overflow(given, unit.milliseconds_each, &deadline)) return std::nullopt;
  const std::int64_t since = unit.absolute ? 0 : milliseconds_of(now);
  if (__builtin_add_overflow(deadline, since, &deadline)) return std::nullopt;
  return deadline;
}

Reply invalid_deadline(std::string_view command) {
  return error_reply("ERR invalid expire time in '" + std::string(command) + "' command");
}

DeadlineOrError parse_deadline(const DeadlineUnit& unit, const Bytes& text, WallTime now,
                               std::string_view command) {
  const auto given = parse_integer(text.view());
  if (!given) return {{}, not_an_integer()};
  const auto deadline = deadline_milliseconds(*given, unit, now);
  if (*given <= 0 || !deadline) return {{}, invalid_deadline(command)};
  return {at_milliseconds(*deadline), {}};
}

}  // namespace faultline::engine

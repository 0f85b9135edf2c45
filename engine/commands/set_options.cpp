#include "engine/commands/set_options.h"

#include <string>
#include <string_view>
#include <utility>

#include "engine/commands/lookup.h"
#include "engine/commands/option_word.h"

namespace faultline::engine {
namespace {

using std::chrono::milliseconds;

constexpr DeadlineUnit kDeadlineUnits[] = {
    kInSeconds, kInMilliseconds, {"EXAT", 1000, true}, {"PXAT", 1, true}};

const DeadlineUnit* deadline_unit(const Bytes& argument) {
  for (const DeadlineUnit& unit : kDeadlineUnits)
    if (is_word(argument, unit.word)) return &unit;
  return nullptr;
}

}  // namespace

// Redis keeps deadlines in milliseconds of the wall clock, and rejects what overflows them. One
// that our nanoseconds cannot hold is beyond every run: it becomes the last moment of time.
DeadlineOrError parse_deadline(const DeadlineUnit& unit, const Bytes& text, WallTime now,
                               std::string_view command) {
  const auto given = parse_integer(text.view());
  if (!given) return {{}, not_an_integer()};
  const auto now_ms = std::chrono::floor<milliseconds>(now.time_since_epoch()).count();
  std::int64_t deadline_ms = 0;
  if (*given <= 0 || __builtin_mul_overflow(*given, unit.milliseconds_each, &deadline_ms) ||
      (!unit.absolute && __builtin_add_overflow(deadline_ms, now_ms, &deadline_ms)))
    return {{}, error_reply("ERR invalid expire time in '" + std::string(command) + "' command")};
  std::int64_t deadline_ns = 0;
  const bool beyond = __builtin_mul_overflow(deadline_ms, std::int64_t{1'000'000}, &deadline_ns);
  return {beyond ? WallTime::max() : WallTime(Duration(deadline_ns)), {}};
}

SetOptionsOrError parse_set_options(const Arguments& arguments, WallTime now) {
  SetOptionsOrError result;
  SetOptions& options = result.options;
  const DeadlineUnit* unit = nullptr;
  const Bytes* deadline = nullptr;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const Bytes& argument = arguments[i];
    const DeadlineUnit* named = deadline_unit(argument);
    if (is_word(argument, "NX") && !options.only_if_present) {
      options.only_if_absent = true;
    } else if (is_word(argument, "XX") && !options.only_if_absent) {
      options.only_if_present = true;
    } else if (is_word(argument, "GET")) {
      options.get = true;
    } else if (is_word(argument, "KEEPTTL") && unit == nullptr) {
      options.keep_deadline = true;
    } else if (named != nullptr && (unit == nullptr || unit == named) && !options.keep_deadline &&
               i + 1 < arguments.size()) {
      // The same unit may come again, and then the last one counts.
      unit = named;
      deadline = &arguments[++i];
    } else {
      result.error = syntax_error();
      return result;
    }
  }
  // Redis looks at the number only after the syntax of all options.
  if (unit == nullptr) return result;
  DeadlineOrError read = parse_deadline(*unit, *deadline, now, "set");
  options.expires_at = read.deadline;
  result.error = std::move(read.error);
  return result;
}

}  // namespace faultline::engine

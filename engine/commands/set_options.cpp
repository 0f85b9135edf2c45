#include "engine/commands/set_options.h"

#include <cctype>
#include <string>
#include <string_view>

#include "engine/commands/lookup.h"

namespace faultline::engine {
namespace {

using std::chrono::milliseconds;

bool is_word(const Bytes& argument, std::string_view word) {
  const std::string_view text = argument.view();
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (std::toupper(static_cast<unsigned char>(text[i])) != word[i]) return false;
  return true;
}

Reply invalid_deadline() {
  return error_reply("ERR invalid expire time in 'set' command");
}

struct DeadlineUnit {
  std::string_view word;
  std::int64_t milliseconds_each;
  bool absolute;
};
constexpr DeadlineUnit kDeadlineUnits[] = {
    {"EX", 1000, false}, {"PX", 1, false}, {"EXAT", 1000, true}, {"PXAT", 1, true}};

// Redis keeps deadlines in milliseconds of the wall clock, and rejects what overflows them. One
// that our nanoseconds cannot hold is beyond every run: it becomes the last moment of time.
std::optional<Reply> read_deadline(const DeadlineUnit& unit, const Bytes& text, WallTime now,
                                   SetOptions& options) {
  const auto given = parse_integer(text.view());
  if (!given) return not_an_integer();
  std::int64_t deadline_ms = 0;
  if (*given <= 0 || __builtin_mul_overflow(*given, unit.milliseconds_each, &deadline_ms))
    return invalid_deadline();
  const auto now_ms = std::chrono::floor<milliseconds>(now.time_since_epoch()).count();
  if (!unit.absolute && __builtin_add_overflow(deadline_ms, now_ms, &deadline_ms))
    return invalid_deadline();
  std::int64_t deadline_ns = 0;
  const bool beyond = __builtin_mul_overflow(deadline_ms, std::int64_t{1'000'000}, &deadline_ns);
  options.expires_at = beyond ? WallTime::max() : WallTime(Duration(deadline_ns));
  return std::nullopt;
}

const DeadlineUnit* deadline_unit(const Bytes& argument) {
  for (const DeadlineUnit& unit : kDeadlineUnits)
    if (is_word(argument, unit.word)) return &unit;
  return nullptr;
}

}  // namespace

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
  if (unit != nullptr) result.error = read_deadline(*unit, *deadline, now, options);
  return result;
}

}  // namespace faultline::engine

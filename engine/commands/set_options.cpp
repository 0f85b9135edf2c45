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

Reply invalid_deadline() { return error_reply("ERR invalid expire time in 'set' command"); }

struct DeadlineUnit {
  std::string_view word;
  std::int64_t milliseconds_each;
  bool absolute;
};
constexpr DeadlineUnit kDeadlineUnits[] = {
    {"EX", 1000, false}, {"PX", 1, false}, {"EXAT", 1000, true}, {"PXAT", 1, true}};

// Redis keeps deadlines in milliseconds of the wall clock, and rejects what overflows them.
std::optional<Reply> read_deadline(const DeadlineUnit& unit, const Bytes& text, WallTime now,
                                   SetOptions& options) {
  const auto given = string::parse_integer(text.view());
  if (!given) return not_an_integer();
  std::int64_t deadline_ms = 0;
  if (*given <= 0 || __builtin_mul_overflow(*given, unit.milliseconds_each, &deadline_ms))
    return invalid_deadline();
  const auto now_ms = std::chrono::floor<milliseconds>(now.time_since_epoch()).count();
  if (!unit.absolute && __builtin_add_overflow(deadline_ms, now_ms, &deadline_ms))
    return invalid_deadline();
  std::int64_t deadline_ns = 0;
  if (__builtin_mul_overflow(deadline_ms, std::int64_t{1'000'000}, &deadline_ns))
    return invalid_deadline();
  options.expires_at = WallTime(Duration(deadline_ns));
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
  for (std::size_t i = 3; i < arguments.size() && !result.error; ++i) {
    const Bytes& argument = arguments[i];
    const bool deadline_free = !options.expires_at && !options.keep_deadline;
    if (is_word(argument, "NX") && !options.only_if_present) {
      options.only_if_absent = true;
    } else if (is_word(argument, "XX") && !options.only_if_absent) {
      options.only_if_present = true;
    } else if (is_word(argument, "GET")) {
      options.get = true;
    } else if (is_word(argument, "KEEPTTL") && deadline_free) {
      options.keep_deadline = true;
    } else if (const DeadlineUnit* unit = deadline_unit(argument);
               unit != nullptr && deadline_free && i + 1 < arguments.size()) {
      result.error = read_deadline(*unit, arguments[++i], now, options);
    } else {
      result.error = syntax_error();
    }
  }
  return result;
}

}  // namespace faultline::engine

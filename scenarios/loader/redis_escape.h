// Escapes as Redis and redis-cli write and read them (sds.c, sdscatrepr and sdssplitargs): a byte
// that cannot be printed as \xff, a few of them by a letter.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace faultline::scenarios {

inline constexpr std::string_view kEscapeForm = R"(one of \\ \" \n \r \t \a \b \xNN)";

struct RedisEscape {
  char byte = 0;
  std::size_t size = 0;  // of its text, with the backslash
};
// The one that `text` begins with; none: it begins with no escape.
[[nodiscard]] std::optional<RedisEscape> read_escape(std::string_view text);

// What was meant by an argument of redis-cli: escapes stand for their bytes, and double quotes
// around it are none of it. None: an escape is wrong, or the closing quote is missing.
[[nodiscard]] std::optional<std::string> unescaped(std::string_view text);

}  // namespace faultline::scenarios

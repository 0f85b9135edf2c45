// Bad input, as data: where it is, what is wrong, what was expected. One line each
// (shared cli.md): FILE:LINE:COLUMN: /json/path: what is wrong; expected …; did you mean "…"?
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/story/text.h"

namespace faultline::scenarios {

// From 1; a column is a character, not a byte.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct InputError {
  std::string file;
  Position at;
  std::string path;  // JSON pointer; empty is the whole document, printed "/"
  std::string what;
  std::string expected;    // may be empty
  std::string suggestion;  // may be empty
};

[[nodiscard]] std::string to_line(const InputError& error);

// Foreign text for a message: in quotes, on one line, control characters escaped, cut when long.
[[nodiscard]] std::string in_quotes(std::string_view text);

[[nodiscard]] std::string one_of(const std::vector<std::string>& words);

using sim::shell_word;

}  // namespace faultline::scenarios

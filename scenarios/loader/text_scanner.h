// Walks UTF-8 text by characters and knows line and column (both from 1; a column is a character,
// not a byte).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "scenarios/loader/input_error.h"

namespace faultline::scenarios {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class TextScanner {
 public:
  explicit TextScanner(std::string_view text) : left_(text) {}

  [[nodiscard]] bool at_end() const { return left_.empty(); }
  // The byte ahead; 0 at the end.
  [[nodiscard]] char ahead() const { return left_.empty() ? '\0' : left_.front(); }
  [[nodiscard]] bool ahead_is(std::string_view word) const { return left_.starts_with(word); }
  [[nodiscard]] std::string_view left() const { return left_; }
  [[nodiscard]] Position position() const { return position_; }

  // Steps over one character and returns it; nothing at the end and before bytes that are no UTF-8.
  std::optional<std::string_view> take();
  void skip_mark();  // a byte order mark has no column

 private:
  std::string_view left_;
  Position position_;
};

}  // namespace faultline::scenarios

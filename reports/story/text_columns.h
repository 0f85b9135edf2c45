// Text of a given width, counted in columns of a terminal: UTF-8 is cut between characters, and
// those that terminals show twice as wide (East Asian ones) count twice. The text holds no control
// characters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace faultline::reports {

[[nodiscard]] std::size_t text_columns(std::string_view text);
// At most so wide; what was cut ends in "…".
[[nodiscard]] std::string cut_to(std::string_view text, std::size_t columns);
// Exactly so wide.
[[nodiscard]] std::string filled_to(std::string_view text, std::size_t columns);
// Lines at most so wide, broken between words, or within one that is wider; none for no text.
[[nodiscard]] std::vector<std::string> folded_to(std::string_view text, std::size_t columns);

}  // namespace faultline::reports

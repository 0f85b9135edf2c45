// Colours for who reads a verdict on a terminal. Only verdicts have them, and never alone: the word
// or the number says the same. None where stdout is no terminal, with NO_COLOR set to anything
// (no-color.org), or where TERM is "dumb" or nothing.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "scenarios/expectations.h"

namespace faultline::scenarios {

using Environment = std::function<const char*(const char* variable)>;

[[nodiscard]] bool wants_colours(bool terminal, const Environment& environment);

// Green, red or yellow by a verdict's word (held, failed, unknown); other words as they are.
[[nodiscard]] std::string coloured(std::string_view text, std::string_view verdict, bool colours);
// "6 held, 0 failed, 0 unknown": each in its colour, if there are any.
[[nodiscard]] std::string tally_text(const Tally& tally, bool colours);
// The table of a run: who lost nothing and who something, who agrees and who does not.
[[nodiscard]] std::string coloured_table(const std::string& table, bool colours);

}  // namespace faultline::scenarios

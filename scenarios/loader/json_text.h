// JSON as text for people: keys in their order, what fits stands on one line, the rest is indented.
// The same value always gives the same bytes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace faultline::scenarios {

// Ends in a line break.
[[nodiscard]] std::string to_text(const nlohmann::ordered_json& value);
// As it stands within other text, without a line break at its end: `indent` is that of the line it
// begins on, of which so much is `used` already.
[[nodiscard]] std::string text_within(const nlohmann::ordered_json& value, std::size_t indent,
                                      std::size_t used);

}  // namespace faultline::scenarios

// JSON as text for people: keys in their order, what fits stands on one line, the rest is indented.
// The same value always gives the same bytes.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace faultline::scenarios {

// Ends in a line break.
[[nodiscard]] std::string to_text(const nlohmann::ordered_json& value);

}  // namespace faultline::scenarios

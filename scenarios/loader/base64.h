// Base64 (RFC 4648, section 4) read strictly: padded, no blanks, no stray bits. How a scenario
// writes an argument that is not UTF-8. The reports room writes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace faultline::scenarios {

[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace faultline::scenarios

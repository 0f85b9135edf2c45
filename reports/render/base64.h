// Base64 (RFC 4648, section 4): how the JSON formats hold bytes that are no text. Read strictly:
// padded, no blanks, no stray bits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace faultline::reports {

[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace faultline::reports

// SHA-256 (FIPS 180-4). It names a resolved scenario in result.json, so that two runs can be told
// to be of the same scenario.
#pragma once

#include <string>
#include <string_view>

namespace faultline::scenarios {

// 64 small hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace faultline::scenarios

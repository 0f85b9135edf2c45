// Glob patterns by Redis's rules, as KEYS, SCAN … MATCH and the like take them, byte by byte:
// * any bytes, ? any one, [abc] [a-z] [^a] one of a class, \ takes the next byte as it is. A class
// that nobody closes ends with the pattern. Bytes of a range compare as signed, as on x86.
#pragma once

#include <string_view>

namespace faultline::engine {

// In time at most the product of both lengths.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace faultline::engine

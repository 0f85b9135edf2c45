// What a client wrote, repeated inside an error as Redis prints it: up to a zero byte, and line
// ends as spaces.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace faultline::engine {

// `limit`: bytes at most.
[[nodiscard]] inline std::string in_error(std::string_view text,
                                          std::size_t limit = std::string_view::npos) {
  std::string shown(text.substr(0, std::min(text.find('\0'), limit)));
  for (char& c : shown)
    if (c == '\r' || c == '\n') c = ' ';
  return shown;
}

}  // namespace faultline::engine

// What a client wrote, repeated inside an error as Redis prints it: up to a zero byte, and line
// ends as spaces; names of commands in lower case.
#pragma once

#include <algorithm>
#include <cctype>
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

[[nodiscard]] inline std::string in_lower_case(std::string_view name) {
  std::string text(name);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace faultline::engine

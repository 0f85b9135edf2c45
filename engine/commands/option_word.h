// Words among the arguments of a command: names, options and units. Redis reads them in any case,
// and options as C strings: what follows a zero byte does not count.
#pragma once

#include <cctype>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"

namespace faultline::engine {

[[nodiscard]] inline std::string in_upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

// `word` in upper case.
[[nodiscard]] inline bool is_word(const Bytes& argument, std::string_view word) {
  const std::string_view text = argument.view().substr(0, argument.view().find('\0'));
  if (text.size() != word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (std::toupper(static_cast<unsigned char>(text[i])) != word[i]) return false;
  return true;
}

}  // namespace faultline::engine

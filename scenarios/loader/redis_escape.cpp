#include "scenarios/loader/redis_escape.h"

#include <charconv>

namespace faultline::scenarios {

std::optional<RedisEscape> read_escape(std::string_view text) {
  constexpr std::string_view kLetters = "\\\"nrtab";
  constexpr std::string_view kMeant = "\\\"\n\r\t\a\b";
  if (text.size() < 2 || text[0] != '\\') return std::nullopt;
  if (const auto letter = kLetters.find(text[1]); letter != std::string_view::npos)
    return RedisEscape{kMeant[letter], 2};
  unsigned value = 0;
  if (text[1] != 'x' || text.size() < 4) return std::nullopt;
  const auto read = std::from_chars(text.data() + 2, text.data() + 4, value, 16);
  if (read.ptr != text.data() + 4) return std::nullopt;
  return RedisEscape{static_cast<char>(value), 4};
}

std::optional<std::string> unescaped(std::string_view text) {
  const bool quoted = text.starts_with('"');
  if (quoted) text.remove_prefix(1);
  std::string bytes;
  while (!text.empty()) {
    if (quoted && text[0] == '"') return text.size() == 1 ? std::optional(bytes) : std::nullopt;
    if (text[0] == '\\') {
      const std::optional<RedisEscape> escape = read_escape(text);
      if (!escape) return std::nullopt;
      bytes += escape->byte;
      text.remove_prefix(escape->size);
      continue;
    }
    bytes += text[0];
    text.remove_prefix(1);
  }
  return quoted ? std::nullopt : std::optional(bytes);
}

}  // namespace faultline::scenarios

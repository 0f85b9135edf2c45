#include "scenarios/loader/input_error.h"

#include <fmt/format.h>

namespace faultline::scenarios {
namespace {

constexpr std::size_t kLongestQuote = 60;
constexpr std::size_t kLongestList = 20;

// Control characters would break the line or the terminal; the rest is UTF-8 and stays.
std::string without_control_characters(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      result += fmt::format("\\u{:04x}", byte);
    else
      result += c;
  }
  return result;
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

}  // namespace

std::string in_quotes(std::string_view text) {
  if (text.size() <= kLongestQuote) return '"' + without_control_characters(text) + '"';
  std::size_t size = kLongestQuote;
  while (size > 0 && continues_character(text[size])) --size;
  return '"' + without_control_characters(text.substr(0, size)) + "…\"";
}

std::string to_line(const InputError& error) {
  std::string line = fmt::format(
      "{}:{}:{}: {}: {}", without_control_characters(error.file), error.at.line, error.at.column,
      error.path.empty() ? "/" : without_control_characters(error.path), error.what);
  if (!error.expected.empty()) line += "; expected " + error.expected;
  if (!error.suggestion.empty()) line += "; did you mean " + in_quotes(error.suggestion) + "?";
  return line;
}

std::string one_of(const std::vector<std::string>& words) {
  if (words.size() == 1) return words.front();
  const std::size_t shown = words.size() > kLongestList ? kLongestList : words.size();
  std::string list = "one of ";
  for (std::size_t i = 0; i < shown; ++i) list += (i == 0 ? "" : ", ") + words[i];
  return shown == words.size() ? list : list + fmt::format(", … ({} in all)", words.size());
}

}  // namespace faultline::scenarios

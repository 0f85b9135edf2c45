#include "reports/render/escape.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdint>

namespace faultline::reports {

std::string escape_markup(std::string_view text) {
  std::string escaped;
  for (const char character : text) {
    switch (character) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

namespace {

// GitHub makes a picture of ":100:" and a formula of "$1 and $", whatever stands before them: of
// "cart:100:milk" too. An element of its own keeps the sign from what follows.
bool opens_picture(std::string_view text) {
  const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_+-", 1);
  return end != std::string_view::npos && end > 1 && text[end] == ':';
}

}  // namespace

std::string escape_markdown(std::string_view text) {
  const auto in_word = [&](std::size_t index) {
    return index < text.size() && std::isalnum(static_cast<unsigned char>(text[index])) != 0;
  };
  std::string escaped;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char character = text[index];
    if (character == '\n' || character == '\r') {
      escaped += ' ';
    } else if (character == '<') {
      escaped += "&lt;";  // no reader of Markdown takes it for the begin of a tag
    } else if (character == '$' || (character == ':' && opens_picture(text.substr(index)))) {
      escaped += fmt::format("<span>{}</span>", character);
    } else if (character == '&') {
      escaped +=
          in_word(index + 1) || (index + 1 < text.size() && text[index + 1] == '#') ? "&amp;" : "&";
    } else if (character == '_'
                   ? !(index > 0 && in_word(index - 1) && in_word(index + 1))
                   : std::string_view("\\`*[]|~").find(character) != std::string_view::npos) {
      // lost_concurrent stays readable: an underscore inside a word means nothing to Markdown.
      escaped += {'\\', character};
    } else {
      escaped += character;
    }
  }
  return escaped;
}

std::string markdown_paragraph(std::string_view text) {
  const std::string escaped = escape_markdown(text);
  const std::size_t first = escaped.find_first_not_of(' ');
  if (first == std::string::npos) return escaped;
  const std::size_t behind_digits = escaped.find_first_not_of("0123456789", first);
  if (behind_digits != std::string::npos && behind_digits > first &&
      std::string_view(".)").find(escaped[behind_digits]) != std::string_view::npos) {
    return escaped.substr(first, behind_digits - first) + "\\" + escaped.substr(behind_digits);
  }
  const bool opens = std::string_view("#>+-=").find(escaped[first]) != std::string_view::npos;
  return (opens ? "\\" : "") + escaped.substr(first);
}

}  // namespace faultline::reports

#include "sim/story/text.h"

#include <fmt/format.h>

#include <variant>

#include "engine/base/type_list.h"

namespace faultline::sim {

std::size_t character_size(std::string_view bytes) {
  const auto at = [&](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || bytes.size() < size) return 0;
  for (std::size_t index = 1; index < size; ++index) {
    if ((at(index) & 0xc0) != 0x80) return 0;
  }
  const unsigned char second = at(1);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool outside = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
  return overlong || outside ? 0 : size;
}

namespace {

// U+0080 to U+009F are control characters, which XML processors and terminals mistreat.
bool is_control(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return lead < 0x20 || lead == 0x7f;
  return lead == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;
}

void append_escaped(std::string& text, std::string_view bytes) {
  for (const char byte : bytes) {
    fmt::format_to(std::back_inserter(text), "\\x{:02x}", static_cast<unsigned char>(byte));
  }
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t size = character_size(bytes);
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

namespace {

std::string escaped(std::string_view bytes, std::string_view backslash) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t size = character_size(bytes);
    const std::string_view character = bytes.substr(0, std::max<std::size_t>(size, 1));
    if (character == "\n") {
      text += "\\n";
    } else if (character == "\\") {
      text += backslash;
    } else if (size == 0 || is_control(character)) {
      append_escaped(text, character);
    } else {
      text += character;
    }
    bytes.remove_prefix(character.size());
  }
  return text;
}

}  // namespace

std::string printable(std::string_view bytes) {
  return escaped(bytes, "\\\\");
}

std::string printable_text(std::string_view text) {
  return escaped(text, "\\");
}

std::string printable_start(std::string_view bytes) {
  constexpr std::size_t kShown = 160;
  if (bytes.size() <= kShown) return printable(bytes);
  std::size_t end = kShown;
  const auto continues = [&] { return (static_cast<unsigned char>(bytes[end]) & 0xc0) == 0x80; };
  while (end > kShown - 3 && continues()) --end;
  return printable(bytes.substr(0, end)) + fmt::format("… ({} bytes)", bytes.size());
}

std::string argument_text(std::string_view argument) {
  const std::string shown = printable_start(argument);
  // An escape means itself only within quotes.
  const bool plain = !argument.empty() && shown.find_first_of(" \"'\\") == std::string::npos;
  if (plain) return shown;
  std::string text = "\"";
  for (const char character : shown) {
    if (character == '"') text += '\\';
    text += character;
  }
  return text + '"';
}

std::string command_text(const engine::Arguments& command) {
  std::string text;
  for (const engine::Bytes& argument : command) {
    if (!text.empty()) text += ' ';
    text += argument_text(argument.view());
  }
  return text;
}

std::string reply_text(const engine::Reply& reply) {
  return std::visit(
      engine::Overloaded{
          [](const engine::Nil&) { return std::string("(nil)"); },
          [](const engine::Status& status) { return printable_start(status.text.view()); },
          [](const engine::Error& error) {
            return "(error) " + printable_start(error.text.view());
          },
          [](std::int64_t integer) { return fmt::format("(integer) {}", integer); },
          [](const engine::Bytes& bulk) { return '"' + printable_start(bulk.view()) + '"'; },
          [](const std::vector<engine::Reply>& array) {
            std::string text = "[";
            for (std::size_t index = 0; index < array.size() && index < 8; ++index) {
              if (index > 0) text += ", ";
              text += reply_text(array[index]);
            }
            return text + (array.size() > 8 ? fmt::format(", … ({})]", array.size()) : "]");
          }},
      reply.value);
}

std::string shell_word(const std::string& word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789-_.,:+=@%/") == std::string::npos;
  if (plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace faultline::sim

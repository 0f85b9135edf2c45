#include "property_tests/differential/printing.h"

#include "engine/commands/plain_redis.h"

namespace faultline::differential {

std::string escaped(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      shown += c;
      continue;
    }
    shown += "\\x";
    shown += kDigits[byte / 16];
    shown += kDigits[byte % 16];
  }
  return shown;
}

std::string readable(const engine::Arguments& arguments) {
  std::string line;
  for (const engine::Bytes& argument : arguments) {
    std::string text = escaped(argument.view());
    const bool bare =
        !text.empty() && text.find_first_of(" \"'\\") == std::string::npos && text != "-";
    if (!line.empty()) line += ' ';
    line += bare ? text : '"' + text + '"';
  }
  return line;
}

std::string readable(const engine::Reply& reply) {
  return escaped(engine::printed(reply));
}

}  // namespace faultline::differential

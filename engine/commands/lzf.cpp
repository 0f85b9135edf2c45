#include "engine/commands/lzf.h"

#include "engine/commands/byte_input.h"

namespace faultline::engine {

std::optional<std::string> lzf_decompress(std::string_view compressed, std::uint64_t size) {
  constexpr std::uint8_t kLiterals = 32;     // a first byte below it: so many literals and one more
  constexpr std::size_t kLongReference = 7;  // of the three bits of a length: a byte of it follows
  ByteInput input(compressed);
  std::string text;
  while (!input.left().empty() && input.ok() && text.size() <= size) {
    const std::uint8_t control = input.byte();
    if (control < kLiterals) {
      text += input.take(control + 1U);
      continue;
    }
    std::size_t length = control >> 5;
    if (length == kLongReference) length += input.byte();
    const std::size_t distance = ((control & 0x1fU) << 8 | input.byte()) + 1U;
    if (distance > text.size()) return std::nullopt;
    // Byte by byte: a reference may reach into what it writes itself.
    for (length += 2; length > 0; --length) text += text[text.size() - distance];
  }
  if (!input.ok() || text.size() != size) return std::nullopt;
  return text;
}

}  // namespace faultline::engine

#include "engine/commands/bits.h"

#include "engine/base/assert.h"
#include "engine/commands/string_values.h"

namespace faultline::engine {
namespace {

// `width` is what the number counts in.
std::optional<std::uint64_t> parse_offset(std::string_view text, std::uint64_t width) {
  const auto number = parse_integer(text);
  if (!number) return std::nullopt;
  // Redis multiplies without a look at the range, and so a product that wraps around is taken.
  const std::uint64_t offset = static_cast<std::uint64_t>(*number) * width;
  if (offset >= static_cast<std::uint64_t>(kLongestString * kByteBits)) return std::nullopt;
  return offset;
}

// The place of a bit within its byte.
int shift_of(std::uint64_t offset) {
  return static_cast<int>(kByteBits - 1 - static_cast<std::int64_t>(offset % kByteBits));
}

}  // namespace

std::optional<std::uint64_t> parse_bit_offset(const Bytes& argument) {
  return parse_offset(argument.view(), 1);
}

std::optional<std::uint64_t> parse_field_offset(const Bytes& argument, int width) {
  const std::string_view text = argument.view();
  if (!text.starts_with('#')) return parse_offset(text, 1);
  return parse_offset(text.substr(1), static_cast<std::uint64_t>(width));
}

Reply bad_bit_offset() {
  return error_reply("ERR bit offset is not an integer or out of range");
}

std::uint64_t get_bits(std::string_view text, std::uint64_t offset, int width) {
  std::uint64_t value = 0;
  for (int i = 0; i < width; ++i, ++offset) {
    const std::uint64_t byte = offset / kByteBits;
    const auto held = byte < text.size() ? static_cast<unsigned char>(text[byte]) : 0U;
    value = (value << 1) | ((held >> shift_of(offset)) & 1U);
  }
  return value;
}

void set_bits(std::string& text, std::uint64_t offset, int width, std::uint64_t value) {
  for (int i = width - 1; i >= 0; --i, ++offset) {
    const std::uint64_t byte = offset / kByteBits;
    FL_ASSERT(byte < text.size(), "the text was grown to hold the field");
    const auto bit = static_cast<unsigned char>(1U << shift_of(offset));
    const auto held = static_cast<unsigned char>(text[byte]);
    text[byte] = static_cast<char>(((value >> i) & 1U) != 0 ? held | bit : held & ~bit);
  }
}

void reach_bit(std::string& text, std::uint64_t offset) {
  const std::uint64_t size = offset / kByteBits + 1;
  if (text.size() < size) text.resize(size, '\0');
}

}  // namespace faultline::engine

#include "engine/commands/rdb_text.h"

#include "engine/commands/lzf.h"
#include "engine/datatypes/number.h"

namespace faultline::engine {
namespace {

constexpr std::uint8_t kRdbLength32 = 0x80;
constexpr std::uint8_t kRdbLength64 = 0x81;
// A first byte from here on is no length but says how a text is encoded.
constexpr std::uint8_t kRdbEncoded = 0xc0;
constexpr std::uint64_t kSixBits = 1U << 6;
constexpr std::uint64_t kFourteenBits = 1U << 14;
constexpr std::uint64_t kThirtyTwoBits = std::uint64_t{1} << 32;

// Where a length is expected, Redis takes what says an encoding for its number.
std::uint64_t read_length_after(ByteInput& input, std::uint8_t first) {
  if (first < 0x40 || first >= kRdbEncoded) return first & 0x3fU;
  if (first < 0x80) return (first & 0x3fU) << 8 | input.byte();
  if (first == kRdbLength32) return input.big_endian(4);
  if (first == kRdbLength64) return input.big_endian(8);
  input.mark_bad();
  return 0;
}

Bytes read_compressed(ByteInput& input) {
  const std::uint64_t compressed = read_rdb_length(input);
  const std::uint64_t size = read_rdb_length(input);
  const auto text = lzf_decompress(input.take(compressed), size);
  if (text) return *text;
  input.mark_bad();
  return {};
}

void append_big_endian(std::string& output, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) output += static_cast<char>(value >> (8 * i) & 0xff);
}

}  // namespace

std::uint64_t read_rdb_length(ByteInput& input) {
  return read_length_after(input, input.byte());
}

Bytes read_rdb_text(ByteInput& input) {
  const std::uint8_t first = input.byte();
  if (first < kRdbEncoded) return input.take(read_length_after(input, first));
  switch (first - kRdbEncoded) {
    case 0:
      return format_integer(input.signed_integer(1));
    case 1:
      return format_integer(input.signed_integer(2));
    case 2:
      return format_integer(input.signed_integer(4));
    case 3:
      return read_compressed(input);
    default:
      input.mark_bad();
      return {};
  }
}

void write_rdb_length(std::string& output, std::uint64_t length) {
  if (length < kSixBits) {
    append_big_endian(output, length, 1);
  } else if (length < kFourteenBits) {
    append_big_endian(output, 0x4000 | length, 2);
  } else if (length < kThirtyTwoBits) {
    append_big_endian(output, kRdbLength32, 1);
    append_big_endian(output, length, 4);
  } else {
    append_big_endian(output, kRdbLength64, 1);
    append_big_endian(output, length, 8);
  }
}

void write_rdb_text(std::string& output, std::string_view text) {
  write_rdb_length(output, text.size());
  output += text;
}

}  // namespace faultline::engine

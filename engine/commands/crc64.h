// CRC-64 with the polynomial of Jones (0xad93d23594c935a9), reflected, as the
// footers of RDB payloads hold it: it begins with 0 and nothing is inverted. The check value, that
// of "123456789", is e9c6d914c4b8d9ca.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace faultline::engine {

[[nodiscard]] inline std::uint64_t crc64(std::string_view bytes) {
  static constexpr auto kTable = [] {
    constexpr std::uint64_t kReflectedPolynomial = 0x95ac9329ac4bc9b5;
    std::array<std::uint64_t, 256> table{};
    for (std::uint64_t byte = 0; byte < table.size(); ++byte) {
      std::uint64_t value = byte;
      for (int bit = 0; bit < 8; ++bit)
        value = value >> 1 ^ ((value & 1) != 0 ? kReflectedPolynomial : 0);
      table[byte] = value;
    }
    return table;
  }();
  std::uint64_t crc = 0;
  for (const char c : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ crc >> 8;
  return crc;
}

}  // namespace faultline::engine

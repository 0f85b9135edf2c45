// Each key hash of Dynomite as its src/hashkit computes it on x86, where char is signed and words
// are little-endian. Several differ from the published function of their name; the difference
// stands beside it. An empty key gives what an untouched token compares as, where the real function
// leaves its token alone: 0.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace faultline::engine::dynomite::hashes {

// Bytes are read as signed numbers: one above 127 takes its complement away.
[[nodiscard]] std::uint32_t one_at_a_time(std::string_view key);

// XMODEM's in the lower 16 bits. What is shifted out of them stays above: nobody cuts the register,
// so keys of three or more bytes spread over all 32 bits.
[[nodiscard]] std::uint32_t crc16(std::string_view key);
// Bits 16 to 30 of the common CRC-32, as libmemcached has it: never above 32767, so one node of a
// rack with even tokens owns every key.
[[nodiscard]] std::uint32_t crc32(std::string_view key);
// The common CRC-32, whole.
[[nodiscard]] std::uint32_t crc32a(std::string_view key);

// The two of 64 bits are cut to their lower halves.
[[nodiscard]] std::uint32_t fnv1_64(std::string_view key);
[[nodiscard]] std::uint32_t fnv1a_64(std::string_view key);
[[nodiscard]] std::uint32_t fnv1_32(std::string_view key);
[[nodiscard]] std::uint32_t fnv1a_32(std::string_view key);

// Paul Hsieh's SuperFastHash, but from 0 instead of the length, and with all bytes unsigned.
[[nodiscard]] std::uint32_t hsieh(std::string_view key);
// A 32-bit relative of MurmurHash2 whose start value depends on the length alone.
[[nodiscard]] std::uint32_t murmur(std::string_view key);
// Bob Jenkins' lookup3 with start value 13. Of an empty key it returns the hash as its status and
// leaves the token alone.
[[nodiscard]] std::uint32_t jenkins(std::string_view key);

// The first four bytes of the digest, the first one lowest.
[[nodiscard]] std::uint32_t md5(std::string_view key);

// Up to four bytes of `key` as a little-endian number; bytes behind its end count as 0.
[[nodiscard]] inline std::uint32_t word_at(std::string_view key, std::size_t position,
                                           std::size_t bytes = 4) {
  std::uint32_t word = 0;
  const std::size_t end = std::min(key.size(), position + bytes);
  for (std::size_t i = position; i < end; ++i)
    word |= std::uint32_t{static_cast<unsigned char>(key[i])} << (8 * (i - position));
  return word;
}

}  // namespace faultline::engine::dynomite::hashes

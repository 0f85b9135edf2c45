#include <array>

#include "engine/dynomite/hash_functions.h"

namespace faultline::engine::dynomite::hashes {
namespace {

std::uint32_t unsigned_byte(char c) {
  return static_cast<unsigned char>(c);
}

// What one byte adds, for a register that is shifted towards its highest bit.
constexpr std::array<std::uint32_t, 256> kRisingCrc16 = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t sum = byte << 8;
    for (int bit = 0; bit < 8; ++bit) sum = (sum << 1) ^ ((sum & 0x8000U) != 0 ? 0x11021U : 0U);
    table[byte] = sum;
  }
  return table;
}();

// The same towards the lowest bit.
constexpr std::array<std::uint32_t, 256> kFallingCrc32 = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t sum = byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1U) != 0 ? 0xedb88320U : 0U);
    table[byte] = sum;
  }
  return table;
}();

struct FnvConstants {
  std::uint32_t start;
  std::uint32_t prime;
};
// The lower half of a product depends on the lower halves of its factors alone, so these do for 64
// bits: start 0xcbf29ce484222325, prime 0x100000001b3.
constexpr FnvConstants kLowerHalfOf64{0x84222325, 0x1b3};
constexpr FnvConstants kFull32{2166136261, 16777619};

std::uint32_t multiply_first(FnvConstants fnv, std::string_view key) {
  std::uint32_t hash = fnv.start;
  for (const char c : key) hash = (hash * fnv.prime) ^ unsigned_byte(c);
  return hash;
}

std::uint32_t multiply_last(FnvConstants fnv, std::string_view key) {
  std::uint32_t hash = fnv.start;
  for (const char c : key) hash = (hash ^ unsigned_byte(c)) * fnv.prime;
  return hash;
}

}  // namespace

std::uint32_t one_at_a_time(std::string_view key) {
  std::uint32_t hash = 0;
  for (const char c : key) {
    const std::uint32_t byte = unsigned_byte(c);
    hash += byte < 128 ? byte : byte - 256;  // signed
    hash += hash << 10;
    hash ^= hash >> 6;
  }
  hash += hash << 3;
  hash ^= hash >> 11;
  hash += hash << 15;
  return hash;
}

std::uint32_t crc16(std::string_view key) {
  std::uint32_t sum = 0;
  for (const char c : key) sum = (sum << 8) ^ kRisingCrc16[((sum >> 8) ^ unsigned_byte(c)) & 0xffU];
  return sum;
}

std::uint32_t crc32(std::string_view key) {
  return (crc32a(key) >> 16) & 0x7fffU;
}

std::uint32_t crc32a(std::string_view key) {
  std::uint32_t sum = 0xffffffff;
  for (const char c : key) sum = (sum >> 8) ^ kFallingCrc32[(sum ^ unsigned_byte(c)) & 0xffU];
  return ~sum;
}

std::uint32_t fnv1_64(std::string_view key) {
  return multiply_first(kLowerHalfOf64, key);
}
std::uint32_t fnv1a_64(std::string_view key) {
  return multiply_last(kLowerHalfOf64, key);
}
std::uint32_t fnv1_32(std::string_view key) {
  return multiply_first(kFull32, key);
}
std::uint32_t fnv1a_32(std::string_view key) {
  return multiply_last(kFull32, key);
}

}  // namespace faultline::engine::dynomite::hashes

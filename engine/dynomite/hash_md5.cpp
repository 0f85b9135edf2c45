#include <array>
#include <bit>
#include <string>

#include "engine/dynomite/hash_functions.h"

namespace faultline::engine::dynomite::hashes {
namespace {

using Md5State = std::array<std::uint32_t, 4>;
constexpr Md5State kMd5Start = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
constexpr std::size_t kMd5Block = 64;

// |sin(step + 1)| times 2^32, cut (RFC 1321 3.4).
constexpr std::array<std::uint32_t, 64> kSines = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
};

struct Md5Round {
  std::array<int, 4> turns;  // taken in rotation
  std::size_t word_stride;   // which word of the block a step takes: stride * step + offset
  std::size_t word_offset;
};
constexpr std::array<Md5Round, 4> kMd5Rounds = {{{{7, 12, 17, 22}, 1, 0},
                                                 {{5, 9, 14, 20}, 5, 1},
                                                 {{4, 11, 16, 23}, 3, 5},
                                                 {{6, 10, 15, 21}, 7, 0}}};

std::uint32_t md5_choice(std::size_t round, std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  if (round == 0) return (x & y) | (~x & z);
  if (round == 1) return (x & z) | (y & ~z);
  if (round == 2) return x ^ y ^ z;
  return y ^ (x | ~z);
}

void take_md5_block(Md5State& state, std::string_view block) {
  auto [a, b, c, d] = state;
  for (std::size_t step = 0; step < 64; ++step) {
    const Md5Round& round = kMd5Rounds[step / 16];
    const std::size_t word = (round.word_stride * step + round.word_offset) % 16;
    const std::uint32_t sum =
        a + md5_choice(step / 16, b, c, d) + word_at(block, 4 * word) + kSines[step];
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, round.turns[step % 4]);
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
}

// A set bit, zeros, and the length in bits as 64-bit number at the end of a block.
std::string padded(std::string_view key) {
  const std::size_t blocks = (key.size() + 9 + kMd5Block - 1) / kMd5Block;
  std::string text(key);
  text.push_back('\x80');
  text.resize(blocks * kMd5Block - 8);
  for (unsigned byte = 0; byte < 8; ++byte)
    text.push_back(static_cast<char>(((std::uint64_t{key.size()} * 8) >> (8 * byte)) & 0xffU));
  return text;
}

}  // namespace

std::uint32_t md5(std::string_view key) {
  const std::string text = padded(key);
  Md5State state = kMd5Start;
  for (std::size_t at = 0; at < text.size(); at += kMd5Block)
    take_md5_block(state, std::string_view(text).substr(at, kMd5Block));
  return state[0];
}

}  // namespace faultline::engine::dynomite::hashes

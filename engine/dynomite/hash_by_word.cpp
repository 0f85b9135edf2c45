#include <array>
#include <bit>

#include "engine/dynomite/hash_functions.h"

namespace faultline::engine::dynomite::hashes {
namespace {

constexpr std::uint32_t kMurmurMultiplier = 0x5bd1e995;
constexpr std::uint32_t kLengthMark = 0xdeadbeef;  // murmur and lookup3 both start with it
constexpr std::uint32_t kJenkinsStart = 13;

// Three registers that take turns: step i changes registers i and i + 2 by one another.
using JenkinsState = std::array<std::uint32_t, 3>;

void take_block(JenkinsState& state, std::string_view block) {
  for (std::size_t i = 0; i < 3; ++i) state[i] += word_at(block, 4 * i);
}

void mix_between_blocks(JenkinsState& state) {
  std::size_t step = 0;
  for (const int turn : {4, 6, 8, 16, 19, 4}) {
    std::uint32_t& changed = state[step % 3];
    std::uint32_t& before = state[(step + 2) % 3];
    changed = (changed - before) ^ std::rotl(before, turn);
    before += state[(step + 1) % 3];
    ++step;
  }
}

void mix_at_the_end(JenkinsState& state) {
  std::size_t step = 2;
  for (const int turn : {14, 11, 25, 16, 4, 14, 24}) {
    std::uint32_t& changed = state[step % 3];
    const std::uint32_t before = state[(step + 2) % 3];
    changed = (changed ^ before) - std::rotl(before, turn);
    ++step;
  }
}

// The one to three bytes behind the last whole word.
std::uint32_t hsieh_rest(std::uint32_t hash, std::string_view rest) {
  hash += word_at(rest, 0, 2);
  if (rest.size() == 1) {
    hash ^= hash << 10;
    return hash + (hash >> 1);
  }
  if (rest.size() == 2) {
    hash ^= hash << 11;
    return hash + (hash >> 17);
  }
  hash ^= hash << 16;
  hash ^= word_at(rest, 2) << 18;
  return hash + (hash >> 11);
}

}  // namespace

std::uint32_t hsieh(std::string_view key) {
  std::uint32_t hash = 0;  // and 0 at the end if there is no byte
  for (; key.size() >= 4; key.remove_prefix(4)) {
    hash += word_at(key, 0, 2);
    hash ^= (hash << 16) ^ (word_at(key, 2, 2) << 11);
    hash += hash >> 11;
  }
  if (!key.empty()) hash = hsieh_rest(hash, key);
  hash ^= hash << 3;
  hash += hash >> 5;
  hash ^= hash << 4;
  hash += hash >> 17;
  hash ^= hash << 25;
  hash += hash >> 6;
  return hash;
}

std::uint32_t murmur(std::string_view key) {
  const auto length = static_cast<std::uint32_t>(key.size());
  std::uint32_t hash = (kLengthMark * length) ^ length;
  for (; key.size() >= 4; key.remove_prefix(4)) {
    std::uint32_t word = word_at(key, 0);
    word *= kMurmurMultiplier;
    word ^= word >> 24;
    word *= kMurmurMultiplier;
    hash = (hash * kMurmurMultiplier) ^ word;
  }
  if (!key.empty()) hash = (hash ^ word_at(key, 0)) * kMurmurMultiplier;
  hash ^= hash >> 13;
  hash *= kMurmurMultiplier;
  hash ^= hash >> 15;
  return hash;
}

std::uint32_t jenkins(std::string_view key) {
  if (key.empty()) return 0;
  JenkinsState state;
  state.fill(kLengthMark + static_cast<std::uint32_t>(key.size()) + kJenkinsStart);
  for (; key.size() > 12; key.remove_prefix(12)) {
    take_block(state, key);
    mix_between_blocks(state);
  }
  take_block(state, key);
  mix_at_the_end(state);
  return state[2];
}

}  // namespace faultline::engine::dynomite::hashes

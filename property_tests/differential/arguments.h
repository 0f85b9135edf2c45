// The kinds of arguments that the grammars name, each with how to draw one: mostly small values
// that meet each other again, and the edges of what Redis takes. None makes a server allocate or
// answer much: lengths and offsets are small, or so large that Redis refuses them.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "engine/base/prng.h"
#include "engine/base/time.h"
#include "engine/ports/reply.h"

namespace faultline::differential {

// Which keys a command is meant for. Every type has keys of its own, so that commands meet values.
enum class KeyType { kAny, kString, kHash, kSet, kSortedSet, kLexical, kGeo };

// What the clock shows when a program begins. Absolute deadlines lie around it.
inline constexpr std::int64_t kStartMilliseconds = 1'790'000'000'123;

struct Draw {
  engine::Prng& prng;
  KeyType keys;
  engine::Arguments arguments;  // drawn so far
  int key_count = 1;            // of the last `keys`, for the weights that go with them

  void add(engine::Bytes argument) { arguments.push_back(std::move(argument)); }
  [[nodiscard]] bool one_in(std::uint64_t count) const { return prng.below(count) == 0; }
  // An index into a list whose first eight, or first half, are the usual ones.
  [[nodiscard]] std::size_t skewed(std::size_t size) const {
    const std::size_t usual = std::min<std::size_t>(8, (size + 1) / 2);
    return prng.below(one_in(3) ? size : usual);
  }
  [[nodiscard]] std::string_view one_of(std::span<const std::string_view> texts) const {
    return texts[skewed(texts.size())];
  }
};

struct ArgumentKind {
  std::string_view name;
  void (*draw)(Draw&);  // appends it, and may append several arguments
};

// Null: no such kind.
[[nodiscard]] const ArgumentKind* find_argument_kind(std::string_view name);

}  // namespace faultline::differential

// What the commands of strings share: the text of a key, the write that leaves the key's deadline
// alone, how long a value may grow, and ranges of positions. Commands that change a part of a value
// write all of it: replicas exchange whole values, and of concurrent writes one wins.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "engine/commands/lookup.h"

namespace faultline::engine {

using StringFound = Typed<StringType>;

[[nodiscard]] inline StringFound string_at(const CommandContext& context, const Bytes& key) {
  return look_up<StringType>(context.keys, key);
}

// Empty where there is no key.
[[nodiscard]] inline Bytes text_of(const StringFound& found) {
  return found.reader == nullptr ? Bytes() : found.reader->value();
}

inline void write_in_place(const CommandContext& context, const Bytes& key, Bytes value) {
  context.effects.add(key, 0, string::Write{std::move(value), deadline_of(context, key)});
}

// In bytes. Redis's proto-max-bulk-len, whose default is 512 MiB, is taken to be set to this: a bit
// far out makes a value of that length, and every replica and message of a run holds a copy.
inline constexpr std::int64_t kLongestString = std::int64_t{16} << 20;

// Of a value of `size` bytes, of which `more` come after position `size`.
[[nodiscard]] inline std::optional<Reply> too_long(std::uint64_t size, std::uint64_t more) {
  const auto limit = static_cast<std::uint64_t>(kLongestString);
  if (size <= limit && more <= limit - size) return std::nullopt;
  return error_reply("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
}

// Positions `first` to `last`, both included; none if `first` is greater.
struct PositionRange {
  std::int64_t first = 0;
  std::int64_t last = -1;
  [[nodiscard]] bool empty() const { return first > last; }
};

// As Redis reads ranges of strings: negative positions count from the end, those before the start
// become 0, also as the last one, and those behind the end are cut off.
[[nodiscard]] inline PositionRange clamped(PositionRange given, std::int64_t length) {
  const auto placed = [length](std::int64_t position) {
    return std::max<std::int64_t>(position < 0 ? position + length : position, 0);
  };
  return {placed(given.first), std::min(placed(given.last), length - 1)};
}

// GETRANGE and BITCOUNT find a range from the end that runs backwards empty before they clamp it;
// BITPOS does not.
[[nodiscard]] inline bool runs_backwards_from_the_end(PositionRange given) {
  return given.last < 0 && given.first > given.last && given.first < 0;
}

}  // namespace faultline::engine

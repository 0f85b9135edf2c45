#include "engine/datatypes/string/plain.h"

#include <charconv>
#include <limits>

namespace faultline::engine::string {

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  // Redis takes the canonical form only: no leading zero, no "-0".
  if (format_integer(value).view() != text) return std::nullopt;
  return value;
}

std::optional<std::int64_t> add_checked(std::int64_t a, std::int64_t b, int bits) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  const std::int64_t most = std::numeric_limits<std::int64_t>::max() >> (kCounterBits - bits);
  if (sum > most || sum < -most - 1) return std::nullopt;
  return sum;
}

Bytes format_integer(std::int64_t value) {
  char text[24];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  static_cast<void>(error);
  return Bytes(std::string_view(text, static_cast<std::size_t>(end - text)));
}

void Plain::apply(const Increment& increment) {
  const std::int64_t base = parse_integer(value_.view()).value_or(0);
  value_ = format_integer(add_checked(base, increment.delta).value_or(base));
}

}  // namespace faultline::engine::string

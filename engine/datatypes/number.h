// Numbers as Redis reads and writes them in values and arguments: canonical decimals in the range
// of int64, long doubles for INCRBYFLOAT and the like, doubles for scores.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/bytes.h"

namespace faultline::engine {

// A canonical decimal (no leading zero, no plus, no "-0") in the range of int64, else nothing.
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);
[[nodiscard]] Bytes format_integer(std::int64_t value);
// How wide Redis's counters are, with the sign.
inline constexpr int kCounterBits = 64;
// The sum, or nothing if it leaves the range of that many bits.
[[nodiscard]] std::optional<std::int64_t> add_checked(std::int64_t a, std::int64_t b,
                                                      int bits = kCounterBits);

// What strtold takes, whole, without a leading space; not NaN and not out of range. May be
// infinite.
[[nodiscard]] std::optional<long double> parse_real(std::string_view text);
// Seventeen decimals without the zeros at their end, as Redis stores what INCRBYFLOAT leaves.
[[nodiscard]] Bytes format_real(long double value);

// The same rules for a score.
[[nodiscard]] std::optional<double> parse_score(std::string_view text);
// Seventeen significant digits, or inf or -inf, as replies show a score.
[[nodiscard]] Bytes format_score(double value);

}  // namespace faultline::engine

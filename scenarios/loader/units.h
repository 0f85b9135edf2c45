// Numbers with units, as scenarios write them, both ways (shared cli.md, "scenario"). Reading is
// strict: one integer and one unit, no blanks, no sign but where an offset is asked for, overflow
// refused. Writing is canonical: the largest unit that divides the value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/ratio.h"
#include "engine/base/time.h"

namespace faultline::scenarios {

// A value, or what is wrong with the text.
template <class T>
struct Parsed {
  std::optional<T> value;
  std::string problem;
  std::string suggestion;
};

[[nodiscard]] Parsed<std::int64_t> parse_integer(std::string_view text);
[[nodiscard]] Parsed<std::uint64_t> parse_seed(std::string_view text);
[[nodiscard]] Parsed<engine::Duration> parse_duration(std::string_view text);
[[nodiscard]] Parsed<engine::Duration> parse_offset(std::string_view text);  // may be negative
[[nodiscard]] Parsed<std::int64_t> parse_size(std::string_view text);
[[nodiscard]] Parsed<std::int64_t> parse_bandwidth(std::string_view text);  // > 0
// "500/s" -> the mean time between two arrivals, rounded down to a nanosecond, > 0.
[[nodiscard]] Parsed<engine::Duration> parse_rate(std::string_view text);
// Within 0 and 1, rounded down to parts per million; what would vanish by that is refused.
[[nodiscard]] Parsed<engine::Ratio> parse_ratio(std::string_view text);
[[nodiscard]] Parsed<engine::Ratio> parse_decimal(std::string_view text);

[[nodiscard]] std::string format_duration(engine::Duration duration);  // an offset too
[[nodiscard]] std::string format_size(std::int64_t bytes);
[[nodiscard]] std::string format_bandwidth(std::int64_t bytes_per_second);
// The roundest rate that reads as this time between arrivals.
[[nodiscard]] std::string format_rate(engine::Duration between);
[[nodiscard]] std::string format_ratio(engine::Ratio ratio);
[[nodiscard]] std::string format_decimal(engine::Ratio millionths);

// A run's time is counted in 64 bits; a century leaves room for every sum of times.
inline constexpr engine::Duration kLongestTime = std::chrono::hours(24 * 36500);
// Of the load, and of the quiet after it: heartbeats go on all the while and take their time.
inline constexpr engine::Duration kLongestRun = std::chrono::hours(24 * 7);

// What each kind looks like, for messages.
inline constexpr std::string_view kDurationForm =
    "a duration such as \"250ms\" (ns, us, ms, s, m, h, d)";
inline constexpr std::string_view kOffsetForm =
    "a duration with or without a sign, such as \"-2s\" (ns, us, ms, s, m, h, d)";
inline constexpr std::string_view kSizeForm = "a size such as \"64KiB\" (B, KiB, MiB, GiB)";
inline constexpr std::string_view kBandwidthForm =
    "a bandwidth such as \"100MiB/s\" (B, KiB, MiB, GiB)";
inline constexpr std::string_view kRateForm = "a rate such as \"500/s\" (/s, /m, /h)";
inline constexpr std::string_view kRatioForm = "a ratio such as \"3/1000\" or \"0.3%\"";
inline constexpr std::string_view kDecimalForm =
    "a decimal number in quotes such as \"1.25\", at most 6 decimals";
inline constexpr std::string_view kSeedForm = "a whole number within 0 and 2^64 - 1, in quotes";

}  // namespace faultline::scenarios

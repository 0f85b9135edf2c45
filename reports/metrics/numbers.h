// Shares as people read them, beside the numbers and durations of the stories. Integer arithmetic
// only: the same text on every compiler, because summary.md is compared byte by byte.
#pragma once

#include <cstdint>
#include <string>

#include "sim/story/numbers.h"

namespace faultline::reports {

using sim::counted;
using sim::duration_text;
using sim::grouped;

// Parts per million as a percentage, cut, never rounded up: 999999 is "99.99 %", not "100 %".
[[nodiscard]] std::string percent_text(std::int64_t ppm);
// "412 B", "1.5 KiB", "31.4 MiB": one place behind the point, cut.
[[nodiscard]] std::string bytes_text(std::uint64_t bytes);
// 151 of 4,812: "3.13 %", cut; of nothing "0 %".
[[nodiscard]] std::string share_text(std::uint64_t part, std::uint64_t whole);

}  // namespace faultline::reports

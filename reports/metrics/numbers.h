// Numbers as people read them. Integer arithmetic only: the same text on every compiler, because
// summary.md is compared byte by byte.
#pragma once

#include <cstdint>
#include <string>

namespace faultline::reports {

// 4812 -> "4,812".
[[nodiscard]] std::string grouped(std::uint64_t number);
// Three figures and a unit: "1.2 s", "340 ms", "65.3 µs", "0 s".
[[nodiscard]] std::string duration_text(std::int64_t nanoseconds);
// Parts per million as a percentage, cut, never rounded up: 999999 is "99.99 %", not "100 %".
[[nodiscard]] std::string percent_text(std::int64_t ppm);
// 151 of 4,812: "3.13 %", cut; of nothing "0 %".
[[nodiscard]] std::string share_text(std::uint64_t part, std::uint64_t whole);

// "1 key", "37 keys".
[[nodiscard]] std::string counted(std::uint64_t count, const std::string& noun);

}  // namespace faultline::reports

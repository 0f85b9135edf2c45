// Numbers as people read them. Integer arithmetic only: the same text on every compiler, because
// documents that hold them are compared byte by byte.
#pragma once

#include <cstdint>
#include <string>

namespace faultline::sim {

// 4812 -> "4,812".
[[nodiscard]] std::string grouped(std::uint64_t number);
// Three figures and a unit: "1.2 s", "340 ms", "65.3 µs", "0 s".
[[nodiscard]] std::string duration_text(std::int64_t nanoseconds);
// A time of a run, to the millisecond: "6.034 s".
[[nodiscard]] std::string moment_text(std::int64_t nanoseconds);
// What a clock showed, to the microsecond, so that one sees which of two is later: "6.034512 s".
[[nodiscard]] std::string stamp_text(std::int64_t nanoseconds);

// "1 key", "37 keys".
[[nodiscard]] std::string counted(std::uint64_t count, const std::string& noun);

}  // namespace faultline::sim

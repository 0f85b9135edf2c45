#include "sim/story/numbers.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace faultline::sim {

namespace {

// value / unit with at most three figures and no zeros behind the point.
std::string with_figures(std::uint64_t value, std::uint64_t unit) {
  const std::uint64_t whole = value / unit;
  const std::size_t places = whole >= 100 ? 0 : whole >= 10 ? 1 : 2;
  std::string fraction;
  std::uint64_t rest = value % unit;
  for (std::size_t place = 0; place < places && rest != 0; ++place) {
    rest *= 10;
    fraction += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return grouped(whole) + (fraction.empty() ? "" : "." + fraction);
}

// Negated as unsigned: right for the smallest number, too.
std::uint64_t size_of(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? ~bits + 1 : bits;
}

struct TimeUnit {
  std::uint64_t nanoseconds;
  std::string_view name;
};

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t place = text.size(); place > 3; place -= 3) text.insert(place - 3, ",");
  return text;
}

std::string duration_text(std::int64_t nanoseconds) {
  static constexpr std::array<TimeUnit, 4> kUnits = {
      {{1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "µs"}, {1, "ns"}}};
  if (nanoseconds == 0) return "0 s";
  const std::uint64_t size = size_of(nanoseconds);
  const std::string sign = nanoseconds < 0 ? "-" : "";
  for (const TimeUnit& unit : kUnits) {
    if (size >= unit.nanoseconds) {
      return fmt::format("{}{} {}", sign, with_figures(size, unit.nanoseconds), unit.name);
    }
  }
  return "0 s";
}

std::string moment_text(std::int64_t nanoseconds) {
  return stamp_text(nanoseconds - nanoseconds % 1'000'000);
}

std::string stamp_text(std::int64_t nanoseconds) {
  const std::uint64_t us = size_of(nanoseconds) / 1000;
  std::string text = fmt::format("{}.{:06}", grouped(us / 1'000'000), us % 1'000'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return fmt::format("{}{} s", nanoseconds < 0 ? "-" : "", text);
}

std::string counted(std::uint64_t count, const std::string& noun) {
  return grouped(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace faultline::sim

#include "reports/metrics/numbers.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace faultline::reports {

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
  // Negated as unsigned: right for the smallest number, too.
  const std::uint64_t size = nanoseconds < 0 ? ~static_cast<std::uint64_t>(nanoseconds) + 1
                                             : static_cast<std::uint64_t>(nanoseconds);
  const std::string sign = nanoseconds < 0 ? "-" : "";
  for (const TimeUnit& unit : kUnits) {
    if (size >= unit.nanoseconds) {
      return fmt::format("{}{} {}", sign, with_figures(size, unit.nanoseconds), unit.name);
    }
  }
  return "0 s";
}

std::string percent_text(std::int64_t ppm) {
  const std::int64_t hundredths = ppm / 100;
  if (hundredths % 100 == 0) return fmt::format("{} %", hundredths / 100);
  return fmt::format("{}.{:02} %", hundredths / 100, hundredths % 100);
}

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (part > 0 && whole > 0 && part * 10'000 / whole == 0) return "under 0.01 %";
  return percent_text(whole == 0 ? 0 : static_cast<std::int64_t>(part * 1'000'000 / whole));
}

std::string counted(std::uint64_t count, const std::string& noun) {
  return grouped(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace faultline::reports

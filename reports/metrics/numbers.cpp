#include "reports/metrics/numbers.h"

#include <fmt/format.h>

#include <array>

namespace faultline::reports {

std::string percent_text(std::int64_t ppm) {
  const std::int64_t hundredths = ppm / 100;
  if (hundredths % 100 == 0) return fmt::format("{} %", hundredths / 100);
  return fmt::format("{}.{:02} %", hundredths / 100, hundredths % 100);
}

std::string bytes_text(std::uint64_t bytes) {
  static constexpr std::array<const char*, 5> kUnits = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  std::uint64_t scale = 1;
  for (; unit + 1 < kUnits.size() && bytes / scale >= 1024; ++unit) scale *= 1024;
  const std::uint64_t tenths = bytes % scale * 10 / scale;
  const std::string fraction = tenths == 0 ? std::string() : fmt::format(".{}", tenths);
  return fmt::format("{}{} {}", grouped(bytes / scale), fraction, kUnits[unit]);
}

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (part > 0 && whole > 0 && part * 10'000 / whole == 0) return "under 0.01 %";
  return percent_text(whole == 0 ? 0 : static_cast<std::int64_t>(part * 1'000'000 / whole));
}

}  // namespace faultline::reports

#include "reports/metrics/numbers.h"

#include <fmt/format.h>

namespace faultline::reports {

std::string percent_text(std::int64_t ppm) {
  const std::int64_t hundredths = ppm / 100;
  if (hundredths % 100 == 0) return fmt::format("{} %", hundredths / 100);
  return fmt::format("{}.{:02} %", hundredths / 100, hundredths % 100);
}

std::string share_text(std::uint64_t part, std::uint64_t whole) {
  if (part > 0 && whole > 0 && part * 10'000 / whole == 0) return "under 0.01 %";
  return percent_text(whole == 0 ? 0 : static_cast<std::int64_t>(part * 1'000'000 / whole));
}

}  // namespace faultline::reports

// Measured round trips between the regions of real clouds, and the link that follows from one. What
// was measured are means or medians of round trips; halved for one way, which is a choice: nobody
// publishes one-way times.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ports/parameter.h"

namespace faultline::scenarios {

struct RoundTrips {
  std::string_view name;  // "aws-2020"
  std::string_view source;
  std::string_view measured;                  // when
  std::string_view statistic;                 // what
  std::span<const std::string_view> regions;  // sorted
  // Microseconds, by region and region before it; 0: not measured.
  std::span<const std::int32_t> microseconds;

  [[nodiscard]] bool has(std::string_view region) const;
  // None: not measured.
  [[nodiscard]] std::optional<engine::Duration> between(std::string_view one,
                                                        std::string_view other) const;
};

[[nodiscard]] std::span<const RoundTrips> round_trips();
// Null: no such set.
[[nodiscard]] const RoundTrips* find_round_trips(std::string_view name);

// The latency of one way: lognormal, its median half the round trip.
[[nodiscard]] engine::Nested one_way_latency(engine::Duration round_trip);

}  // namespace faultline::scenarios

#include "scenarios/loader/round_trips.h"

#include <algorithm>

namespace faultline::scenarios {

using engine::Duration;

namespace {

#include "scenarios/loader/round_trips.inc"

std::optional<std::size_t> position(const RoundTrips& set, std::string_view region) {
  const auto found = std::lower_bound(set.regions.begin(), set.regions.end(), region);
  if (found == set.regions.end() || *found != region) return std::nullopt;
  return static_cast<std::size_t>(found - set.regions.begin());
}

}  // namespace

bool RoundTrips::has(std::string_view region) const {
  return position(*this, region).has_value();
}

std::optional<Duration> RoundTrips::between(std::string_view one, std::string_view other) const {
  auto from = position(*this, one);
  auto to = position(*this, other);
  if (!from || !to || *from == *to) return std::nullopt;
  if (*from < *to) std::swap(from, to);
  const std::int32_t time = microseconds[*from * (*from - 1) / 2 + *to];
  if (time == 0) return std::nullopt;
  return std::chrono::microseconds(time);
}

std::span<const RoundTrips> round_trips() {
  return kRoundTrips;
}

const RoundTrips* find_round_trips(std::string_view name) {
  for (const RoundTrips& set : kRoundTrips)
    if (set.name == name) return &set;
  return nullptr;
}

engine::Nested one_way_latency(Duration round_trip) {
  // Of the pairs of a cloud's regions more than 30 ms apart, the 95th percentile lies some 4 %
  // above the median, which under a lognormal law is 6 % at the 99th; pings scatter by half a
  // millisecond on short ways.
  const Duration median = round_trip / 2;
  const Duration spread = median * 6 / 100 + std::chrono::microseconds(250);
  return {"lognormal", {{"median", {median}}, {"p99", {median + spread}}}};
}

}  // namespace faultline::scenarios

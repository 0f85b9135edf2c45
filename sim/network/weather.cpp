#include "sim/network/weather.h"

#include "engine/base/hash.h"

namespace faultline::sim {

Weather::Weather(std::uint64_t seed) : origin_(engine::combine64(0, seed)) {}

std::uint64_t Weather::draw(std::uint32_t link, engine::Instant at) {
  using engine::combine64;
  if (link >= links_.size()) links_.resize(link + std::size_t{1});
  const auto since = std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch());
  const auto millisecond = static_cast<std::uint64_t>(since.count());
  Slot& slot = links_[link][millisecond % kWindow];
  const auto period = static_cast<std::uint32_t>(millisecond / kWindow);
  if (slot.period != period) slot = {period, 0};
  return combine64(combine64(combine64(origin_, link), millisecond), slot.ordinal++);
}

}  // namespace faultline::sim

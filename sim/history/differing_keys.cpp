#include "sim/history/differing_keys.h"

namespace faultline::sim {

void DifferingKeys::change(bool differs, engine::Instant now) {
  advance(now);
  count_ += differs ? 1 : -1;
  if (count_ == 0) last_ended_ = now;
  const std::int64_t at = engine::nanoseconds_of(now);
  if (!points_.empty() && points_.back().at_ns == at)
    points_.back().differing_keys = count_;
  else
    points_.push_back({at, count_});
}

void DifferingKeys::advance(engine::Instant now) {
  area_ += count_ * (now - since_).count();
  since_ = now;
}

}  // namespace faultline::sim

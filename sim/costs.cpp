#include "sim/costs.h"

#include <algorithm>

namespace faultline::sim {

void Costs::read(engine::Instant now, const CostCounters& counters) {
  const engine::Instant from = next_ - width_;
  if (before_ && now > from)
    windows_.push_back({engine::nanoseconds_of(from), counters.wire_bytes - before_->wire_bytes,
                        counters.wire_messages - before_->wire_messages, counters.metadata_bytes,
                        counters.tombstones});
  if (now < next_) return;
  before_ = counters;
  next_ += width_;
}

}  // namespace faultline::sim

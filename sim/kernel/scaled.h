// Times multiplied by ratios and divided by bandwidths, in integers wide enough for every run.
// Rounded towards zero.
#pragma once

#include "engine/base/ratio.h"
#include "engine/base/time.h"
#include "engine/base/wide_integer.h"

namespace faultline::sim {

[[nodiscard]] inline engine::Duration scaled(engine::Duration time, engine::Ratio factor) {
  return engine::Duration(static_cast<std::int64_t>(static_cast<engine::WideInteger>(time.count()) *
                                                    factor.ppm / engine::kMillion));
}

// What `bytes` take at `bandwidth` bytes a second.
[[nodiscard]] inline engine::Duration time_to_send(std::int64_t bytes, std::int64_t bandwidth) {
  return engine::Duration(bytes * 1'000'000'000 / bandwidth);
}

}  // namespace faultline::sim

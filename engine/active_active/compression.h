// What compression takes off a batch on its way to another data center. No compressor runs: a batch
// keeps its bytes and counts on the wire, and for the bandwidth of links, by the ratio that one was
// measured to reach at its level. Redis Enterprise: level 0 (none) to 6, default 3; documented in
// AA/syncer.md. What compressing costs in time is not modelled.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/codec.h"

namespace faultline::engine::active_active {

inline constexpr std::int64_t kCompressionMost = 6;
inline constexpr std::string_view kCompressionDefault = "3";

// The same bytes, of which no more count than the level leaves.
[[nodiscard]] Encoded compressed(Encoded message, std::int64_t level);

}  // namespace faultline::engine::active_active

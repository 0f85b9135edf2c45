// Two engines, update by update: the same (operation, unit) under both, and who lost it. This is
// what a paired comparison is for: the difference is the engines', not the load's.
#pragma once

#include <cstdint>

#include "sim/run_result.h"

namespace faultline::reports {

struct PairedLosses {
  std::uint64_t only_in_first = 0;
  std::uint64_t only_in_second = 0;
  std::uint64_t in_both = 0;
};

// An update without a fate in one engine counts as not lost there.
[[nodiscard]] PairedLosses pair_losses(const sim::EngineResult& first,
                                       const sim::EngineResult& second);

}  // namespace faultline::reports

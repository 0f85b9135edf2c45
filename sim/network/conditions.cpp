#include "sim/network/conditions.h"

namespace faultline::sim {

using engine::HostId;

namespace {

// As the default of a partition's "stall_reset" (shared cli.md, scenario).
constexpr engine::Duration kStallReset = std::chrono::seconds(120);

}  // namespace

std::optional<CutEffect> Conditions::cut(HostId from, HostId to) const {
  const auto cut = cuts.any() ? cuts.between(from, to) : std::nullopt;
  if (cut && cut->mode == PartitionMode::kRefused) return cut;
  if (const auto severed = paths.severed(from, to))
    return CutEffect{*severed, PartitionMode::kStopped, kStallReset, {}};
  return cut;
}

bool Conditions::separated(HostId from, HostId to) const {
  const auto met = cut(from, to);
  return met && met->mode != PartitionMode::kSlowed;
}

}  // namespace faultline::sim

#include "sim/network/cuts.h"

namespace faultline::sim {
namespace {

// PartitionMode lists the modes from the hardest to the mildest, but for jammed.
int hardness(PartitionMode mode) {
  switch (mode) {
    case PartitionMode::kRefused:
      return 3;
    case PartitionMode::kStopped:
      return 2;
    case PartitionMode::kJammed:
      return 1;
    case PartitionMode::kSlowed:
      return 0;
  }
  return 0;
}

}  // namespace

void Cuts::add(DisturbanceId id, const Cut& cut, std::size_t hosts) {
  active_.emplace(id, Active{{id, cut.mode, cut.stall_reset, cut.slowed_by},
                             BetweenHosts(cut.from, cut.to, hosts)});
}

std::optional<CutEffect> Cuts::between(engine::HostId from, engine::HostId to) const {
  std::optional<CutEffect> hardest;
  for (const auto& [id, active] : active_) {
    if (!active.where.covers(from, to)) continue;
    if (!hardest || hardness(active.effect.mode) > hardness(hardest->mode)) hardest = active.effect;
  }
  return hardest;
}

}  // namespace faultline::sim

// What members exchange: updates (one command's effects in one slot, with consecutive dots, as one
// batch) and snapshots of a slot. The key space encodes an update's payload once; shards and
// syncers carry it without looking inside. Applied in order per (slot, source); between sources any
// order.
#pragma once

#include <chrono>
#include <cstdint>
#include <tuple>
#include <vector>

#include "engine/active_active/slots.h"
#include "engine/base/codec.h"
#include "engine/base/version_vector.h"
#include "engine/ports/observation.h"

namespace faultline::engine::active_active {

// The resolution of wall stamps; finer differences are ties (basis: chosen, the documents name
// none).
using StampResolution = std::chrono::microseconds;

[[nodiscard]] inline WallTime stamp_of(WallTime wall) {
  return std::chrono::floor<StampResolution>(wall);
}

struct Update {
  Slot slot = 0;
  Dot first;
  std::uint32_t count = 0;
  WallTime wall{};  // the stamp, rounded by stamp_of
  std::vector<EffectRef> effects;
  Bytes payload;
  static constexpr auto fields() {
    return std::tuple{&Update::slot, &Update::first,   &Update::count,
                      &Update::wall, &Update::effects, &Update::payload};
  }
  [[nodiscard]] Dot last() const { return {first.source, first.number + count - 1}; }
};

// The state of one slot, with the context of everything that was applied to it.
struct SlotSnapshot {
  Slot slot = 0;
  Opaque<SnapshotId> id;
  VersionVector context;
  Bytes state;
  static constexpr auto fields() {
    return std::tuple{&SlotSnapshot::slot, &SlotSnapshot::id, &SlotSnapshot::context,
                      &SlotSnapshot::state};
  }
};

}  // namespace faultline::engine::active_active

// What a shard writes to its append-only file. Replayed in order at a start; a record that a torn
// write left unreadable counts as not written.
#pragma once

#include <tuple>
#include <variant>

#include "engine/active_active/update.h"

namespace faultline::engine::active_active {

// Durable before the first dot of the incarnation, so that no dot is ever given out twice.
struct TakenIncarnation {
  Incarnation incarnation;
  static constexpr auto fields() { return std::tuple{&TakenIncarnation::incarnation}; }
};

// The shard takes no writes: it was removed from the database, or joins it as a new one.
struct Joining {
  static constexpr auto fields() { return std::tuple{}; }
};
// It has joined.
struct HasJoined {
  static constexpr auto fields() { return std::tuple{}; }
};

// SlotSnapshot: one that was merged, as it came.
using LogRecord = std::variant<TakenIncarnation, Update, SlotSnapshot, Joining, HasJoined>;

}  // namespace faultline::engine::active_active

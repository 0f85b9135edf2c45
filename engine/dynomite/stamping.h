// Timestamp mode ("read_repairs_enabled"): the coordinator turns thirteen commands into scripts
// that keep stamps beside the data, and compares the stamps when it reads. What travels and what a
// node does with the replies; what the Redis behind it runs: stamp_scripts.h. Source: shared
// dynomite/facts.md 7.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>

#include "engine/base/time.h"
#include "engine/commands/command.h"
#include "engine/ports/observation.h"

namespace faultline::engine::dynomite {

// Milliseconds of a coordinator's wall clock; 0: the request came in a read buffer that began with
// another one.
using Stamp = std::uint64_t;

// The wall clocks of a run begin at 0 and may be behind; those of real machines are far from it, as
// if a run began in 2026.
inline constexpr std::int64_t kStampAtZero = 1'767'225'600'000;
[[nodiscard]] inline Stamp stamp_at(WallTime now) {
  const auto passed = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch());
  return static_cast<Stamp>(kStampAtZero + passed.count());
}
// The start of the stamp's millisecond; 1970 of a stamp of 0.
[[nodiscard]] inline WallTime time_of(Stamp stamp) {
  if (stamp == 0) return WallTime();
  return WallTime(std::chrono::milliseconds(static_cast<std::int64_t>(stamp) - kStampAtZero));
}

// How the Redis behind a node is to run a command.
enum class Script : std::uint8_t {
  kNone,     // as it stands
  kStamped,  // by its stamp
  kRepair,   // the same, for a replica that a read found behind
  kCleanUp,  // only drop the tombstone that the command has left
};

// The stamps lie in sorted sets next to the data: these two for keys, for elements of a key the
// same with "_KEY" behind.
inline constexpr std::string_view kAddSet = "._add-set";
inline constexpr std::string_view kRemoveSet = "._rem-set";
[[nodiscard]] inline bool is_metadata(std::string_view key) {
  return key.starts_with(kAddSet) || key.starts_with(kRemoveSet);
}

// Whether the real program turns the command into a script. Not a DEL of several keys: that one
// kills it (kills_coordinator).
[[nodiscard]] bool is_stamped(const Arguments& command);
[[nodiscard]] bool kills_coordinator(const Arguments& command);
// Of stamped commands: those whose tombstone is to go once all racks have answered.
[[nodiscard]] bool leaves_tombstone(std::string_view name);

// The reply of a stamped read: {status, stamp, value}.
struct StampedReply {
  bool missing = false;  // neither data nor a stamp
  bool removed = false;  // a tombstone
  Stamp stamp = 0;
  const Reply* value = nullptr;
};
// None: no reply of a stamped read.
[[nodiscard]] std::optional<StampedReply> read_stamped(const Reply& reply);
// What brings a replica that is behind to what `newest` says; `read` is the client's command.
[[nodiscard]] Arguments repair_command(const Arguments& read, const StampedReply& newest);

}  // namespace faultline::engine::dynomite

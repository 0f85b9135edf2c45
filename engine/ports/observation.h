// The observation stream: what a process says about itself, for checkers only. No process ever sees
// one, and a run has the same fingerprint whether anybody listens or not.
//
// An effect is named by (operation, unit): the unit is the element, field or key that the command's
// arguments name, counted in argument order, so it is the same in every engine whatever the state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "engine/base/codec.h"
#include "engine/base/hash.h"
#include "engine/base/ids.h"
#include "engine/base/version_vector.h"
#include "engine/datatypes/plain_keyspace.h"
#include "engine/ports/reply.h"

namespace faultline::engine {

struct EffectRef {
  Opaque<OperationId> operation;
  std::uint32_t unit = 0;
  friend auto operator<=>(const EffectRef&, const EffectRef&) = default;
  static constexpr auto fields() { return std::tuple{&EffectRef::operation, &EffectRef::unit}; }
};

namespace observation {

// This replica ran the command (a read too) at this point of its order of applied effects. Comes
// before the Applied of its own effects.
struct Executed {
  OperationId operation;
  Reply reply;
  Arguments command{};  // what ran here: a part of the client's command where that was split
};
// The client's reply is the one that `home` gave when it executed the operation.
struct Answered {
  OperationId operation;
  ProcessId home;
};

// What this process has to send of the operation to that one waits here: more a second may not go.
struct HeldBack {
  OperationId operation;
  ProcessId to;
};

enum class How { kLocal, kReplicated, kRepaired, kRestored };

// This replica now holds the effect. An effect that changed nothing here has no change.
struct Applied {
  EffectRef effect;
  Bytes key;
  How how = How::kLocal;
  std::optional<Change> change;  // with kReplicated only where the replica computed its own
  bool changed = true;           // false: applied, but nothing looks different for it
  WallTime stamp{};              // the stamp it competes with, where the rule knows one
  MemberId member{};             // whose stamp it is
};
// Digest of a key's canonical state, zero if the key is absent: once per touched key, at the end of
// a step.
struct Digest {
  Bytes key;
  Hash128 digest;
};
// What this replica keeps besides the values themselves (stamps, dots, contexts, what waits), in
// bytes, and of how many deleted keys: at the end of a step in which it changed, and once at first.
struct Metadata {
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> tombstones{};  // none: it keeps no account of them
};
// The state of one slot left as a snapshot; whoever adopts it holds all that this replica held
// then.
struct SnapshotTaken {
  SnapshotId snapshot;
  std::uint16_t slot = 0;
};
// From now on this process answers for the keys of these slots, in the place of whoever of the same
// copy did; it holds nothing of them but what it restores next.
struct TookOver {
  std::uint16_t first_slot = 0;
  std::uint16_t last_slot = 0;  // included
};
enum class Adoption { kMerge, kReplace };
struct SnapshotAdopted {
  SnapshotId snapshot;
  Adoption adoption = Adoption::kMerge;
};
// Everything that this replica has applied so far would survive a crash.
struct Durable {};
// This replica holds nothing any more of what it held, on its disk neither: it begins anew.
struct Forgotten {};
// Metadata of a removal was dropped: `effect` must be held by every member.
struct Purged {
  EffectRef effect;
  Bytes key;
};
// The answer to administered::Inspect: the value of a key as a client of this replica would see it.
struct Contents {
  Bytes key;
  std::optional<PlainKey> content;  // none: no such key
};
// The answer to administered::Describe: what this process waits for, one line each; empty = idle.
struct Waiting {
  std::string what;
};
// A named point of the code was reached (coverage; see `marks` in result.json).
struct Mark {
  const char* name;
};

}  // namespace observation

using Observation =
    std::variant<observation::Executed, observation::Answered, observation::HeldBack,
                 observation::Applied, observation::Digest, observation::Metadata,
                 observation::SnapshotTaken, observation::TookOver, observation::SnapshotAdopted,
                 observation::Durable, observation::Forgotten, observation::Purged,
                 observation::Contents, observation::Waiting, observation::Mark>;

}  // namespace faultline::engine

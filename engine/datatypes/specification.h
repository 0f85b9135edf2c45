// The executable specification: the value of a key as a pure function of the effects that are
// visible and of what each had seen (shared checkers.md, 1.4; Burckhardt, Gotsman, Yang, Zawirski
// 2014; the idea to check it at every read is antidote_crdt's). It *is* the definition of the
// conflict rules and knows nothing of dots, vectors or merging.
//
// `seen(u, v)`: u was applied at v's home before v ran. It is not transitive and has no session
// order. A registered type without its `specified` does not compile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/datatypes/plain_keyspace.h"

namespace faultline::engine {

struct SpecifiedEffect {
  const Change* change = nullptr;
  WallTime stamp{};
  MemberId member;
  // Orders effects of one member that have the same stamp: the order in which they ran.
  std::uint64_t order = 0;
};

class SeenRelation {
 public:
  virtual ~SeenRelation() = default;
  // Whether effect u was seen by effect v; both are positions in the span.
  [[nodiscard]] virtual bool seen(std::size_t u, std::size_t v) const = 0;
};

// Why an effect is not visible.
enum class Why {
  kVisible,
  kOverwritten,   // by an effect that had seen it
  kLaterStamp,    // a concurrent write with a later stamp is shown
  kTie,           // a concurrent write with the same stamp is shown
  kNotANumber,    // an increment under a write that is no number
  kTypeConflict,  // concurrent writes gave the key another type, which is shown
  kLonger,        // a concurrent deadline that is longer stands
};

struct SpecifiedFate {
  Why why = Why::kVisible;
  std::optional<std::size_t> by;  // the effect that overwrote or masks it
};

struct Specified {
  std::optional<PlainKey> key;       // none: no such key, but for deadlines
  std::vector<SpecifiedFate> fates;  // one an effect
};

// What Type::specified gets: the effects of the key and which are its own to interpret. It gives
// the value of the type, or nothing if the key has none of it, and the fates of `own`.
struct SpecificationInput {
  std::span<const SpecifiedEffect> effects;
  const SeenRelation& seen;
  // Its own effects that no write or DEL of the key had seen.
  std::vector<std::size_t> own;
};

[[nodiscard]] Specified specify(std::span<const SpecifiedEffect> effects, const SeenRelation& seen);

}  // namespace faultline::engine

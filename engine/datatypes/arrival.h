// An effect on its way into the state of a replica. It is stamped at its origin and applied there
// and everywhere else by the same path.
#pragma once

#include "engine/base/time.h"
#include "engine/base/version_vector.h"

namespace faultline::engine {

struct Stamp {
  Dot dot;
  WallTime wall;
};

struct Arrival {
  Stamp stamp;
  const VersionVector& context;   // what this replica had applied of the slot before
  const VersionVector& observed;  // what the origin had; empty where the change takes nothing
  // What came before it takes it: it adds nothing, and takes what its origin had seen all the same.
  bool annihilated = false;
  // Whether the origin had seen something that has yet to arrive here.
  [[nodiscard]] bool ahead() const { return !context.covers(observed); }
};

// Raises `target` by the part of `observed` that has not arrived here.
inline void join_missing(VersionVector& target, const VersionVector& observed,
                         const VersionVector& context) {
  for (const auto& [source, number] : observed.entries())
    if (number > context.of(source)) target.raise({source, number});
}

// Leaves of `target` what has not arrived here.
inline void drop_arrived(VersionVector& target, const VersionVector& context) {
  VersionVector left;
  join_missing(left, target, context);
  target = std::move(left);
}

}  // namespace faultline::engine

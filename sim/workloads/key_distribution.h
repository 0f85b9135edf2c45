// Which key a command hits: ranks from 0, the lower the more often. Zipf is drawn from cumulative
// integer weights (Knuth, The Art of Computer Programming 3, section 6.1), in integers throughout.
// To add one: its class and its entry in key_distribution.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "engine/base/prng.h"
#include "engine/ports/parameter.h"

namespace faultline::sim {

// {"kind": "zipf", "count": 1000, "exponent": "1"} and so on; what `keys` of a workload takes.
[[nodiscard]] std::span<const engine::NestedKind> key_distribution_kinds();

class KeyDistribution {
 public:
  virtual ~KeyDistribution() = default;
  // A rank below `count`.
  [[nodiscard]] virtual std::uint64_t draw(engine::Prng& random) const = 0;
};

[[nodiscard]] std::unique_ptr<KeyDistribution> make_key_distribution(const engine::Nested& plan);

}  // namespace faultline::sim

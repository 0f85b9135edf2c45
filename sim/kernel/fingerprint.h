// The fingerprint of a run: a running 64-bit hash of its events in the order they happened. Two
// runs with the same fingerprint took the same course; it does not depend on whether anybody
// observes.
#pragma once

#include <cstdint>

#include "engine/base/hash.h"

namespace faultline::sim {

class Fingerprint {
 public:
  void add(std::uint64_t word) { value_ = engine::combine64(value_, word); }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace faultline::sim

// What clients saw of registers and nothing else: the input of the causal checks (shared
// checkers.md, 2; Bouajjani, Enea, Guerraoui, Hamza, "On Verifying Causal Consistency", POPL 2017).
// No two writes of a key write the same value, and none writes the initial one, so that a value
// read tells who wrote it.
#pragma once

#include <cstdint>
#include <vector>

namespace faultline::sim {

inline constexpr std::uint32_t kInitialValue = 0;

struct RegisterAccess {
  bool writes = false;
  std::uint32_t key = 0;                // small: there is room for each up to the largest
  std::uint32_t value = kInitialValue;  // that it wrote or read
};

struct RegisterHistory {
  std::vector<std::vector<RegisterAccess>> sessions;  // each in its order
  // One that had several operations on their way at once is no sequence. It stands here as several
  // sessions, tied where an access of one had ended before one of another began. Sessions and ties
  // together have no cycle.
  struct Place {
    std::uint32_t session = 0;
    std::uint32_t position = 0;
  };
  struct Tie {
    Place earlier;
    Place later;
  };
  std::vector<Tie> ties;
};

}  // namespace faultline::sim

// Dynomite's default key hash: a 32-bit relative of MurmurHash2 whose start value depends on the
// length alone. Placement of keys follows from it, so every bit counts.
// Source: shared dynomite/facts.md 2; held against the recorded case C-ring-placement.
#pragma once

#include <cstdint>
#include <string_view>

namespace faultline::engine::dynomite {

[[nodiscard]] std::uint32_t key_hash(std::string_view key);

}  // namespace faultline::engine::dynomite

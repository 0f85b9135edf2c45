// For how many replicas a node waits before it answers a client. Who runs a write does not depend
// on it, but for DC_EACH_SAFE_QUORUM. Source: shared dynomite/facts.md 4.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace faultline::engine::dynomite {

enum class Consistency : std::uint8_t {
  kDcOne,             // the owner in the own rack
  kDcQuorum,          // a majority of the own data center's racks; where they differ, the first
  kDcSafeQuorum,      // the same; where they differ, an error
  kDcEachSafeQuorum,  // the same in every data center
};

// As in the configuration of the real program, in the order of the enumeration.
inline constexpr std::array<std::string_view, 4> kConsistencyNames = {
    "DC_ONE", "DC_QUORUM", "DC_SAFE_QUORUM", "DC_EACH_SAFE_QUORUM"};

// In any case; none: no such level.
[[nodiscard]] std::optional<Consistency> find_consistency(std::string_view name);

}  // namespace faultline::engine::dynomite

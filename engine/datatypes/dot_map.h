// A map from dots to payloads under a causal context: a dot that is covered but absent has been
// removed, so no tombstone is kept (Almeida, Shoker, Baquero 2018, section 7.2, DotFun).
#pragma once

#include <map>

#include "engine/base/version_vector.h"

namespace faultline::engine {

template <class Payload>
void forget_dots(std::map<Dot, Payload>& dots, const VersionVector& observed) {
  if (dots.empty()) return;
  for (const auto& [source, number] : observed.entries())
    dots.erase(dots.lower_bound({source, 0}), dots.upper_bound({source, number}));
}

// Keeps what both hold, and what one holds and the other has not seen.
template <class Payload>
void merge_dots(std::map<Dot, Payload>& dots, const std::map<Dot, Payload>& other,
                const VersionVector& mine, const VersionVector& theirs) {
  std::erase_if(dots, [&](const auto& item) {
    return theirs.covers(item.first) && !other.contains(item.first);
  });
  for (const auto& [dot, payload] : other)
    if (!mine.covers(dot)) dots.emplace(dot, payload);
}

}  // namespace faultline::engine

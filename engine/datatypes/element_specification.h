// What the specifications of containers share: which effects on an element count, and which are
// gone because an effect that had seen them took the element.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/datatypes/specification.h"

namespace faultline::engine {

// Who takes what of an element away, of all effects of the key: one that is overwritten itself has
// still taken what it had seen.
class ElementTakers {
 public:
  void add(const Bytes& element, std::size_t effect) { takers_[element].push_back(effect); }
  // The effect that took `effect`, one on `element`.
  [[nodiscard]] std::optional<std::size_t> taker_of(std::size_t effect, const Bytes& element,
                                                    const SpecificationInput& input) const {
    const auto found = takers_.find(element);
    if (found == takers_.end()) return std::nullopt;
    for (const std::size_t taker : found->second)
      if (taker != effect && input.seen.seen(effect, taker)) return taker;
    return std::nullopt;
  }

 private:
  std::map<Bytes, std::vector<std::size_t>> takers_;
};

}  // namespace faultline::engine

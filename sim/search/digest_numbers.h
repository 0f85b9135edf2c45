// Numbers things by their digests, from 0 in the order they come: a hash table that offers look-up
// and no iteration (open addressing, linear probing), for millions of them.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/hash.h"

namespace faultline::sim {

class DigestNumbers {
 public:
  // The number, and whether it is new.
  std::pair<std::uint32_t, bool> number(const engine::Hash128& digest) {
    if (2 * (digests_.size() + 1) > index_.size()) grow();
    std::uint32_t& place = index_[place_of(digest)];
    if (place != kFree) return {place, false};
    place = static_cast<std::uint32_t>(digests_.size());
    digests_.push_back(digest);
    return {place, true};
  }
  [[nodiscard]] std::size_t size() const { return digests_.size(); }

 private:
  static constexpr std::uint32_t kFree = 0xffffffff;

  [[nodiscard]] std::size_t place_of(const engine::Hash128& digest) const {
    std::size_t place = digest.low & (index_.size() - 1);
    while (index_[place] != kFree && digests_[index_[place]] != digest)
      place = (place + 1) & (index_.size() - 1);
    return place;
  }
  void grow() {
    index_.assign(index_.empty() ? 1024 : 2 * index_.size(), kFree);
    for (std::uint32_t i = 0; i < digests_.size(); ++i) index_[place_of(digests_[i])] = i;
  }

  std::vector<engine::Hash128> digests_;
  std::vector<std::uint32_t> index_;  // a power of two, at most half of it taken
};

}  // namespace faultline::sim

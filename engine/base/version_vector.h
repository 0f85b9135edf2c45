// Dots and version vectors (Almeida, Shoker, Baquero 2018, section 3).
//
// A dot names one elementary effect: (member, incarnation, slot-local number). A member's shard
// takes a new incarnation each time it may have forgotten dots it gave out, so no dot is ever used
// twice. A version vector says, a source, up to which number everything has been applied; it is
// kept per hash slot. Delivery is in order per source, hence a maximum is enough.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/hash.h"
#include "engine/base/strong.h"

namespace faultline::engine {

using MemberId = Strong<struct MemberTag>;  // a data center's instance, smallest wins ties
using Incarnation = Strong<struct IncarnationTag>;

struct Source {
  MemberId member;
  Incarnation incarnation;
  friend auto operator<=>(const Source&, const Source&) = default;
  static constexpr auto fields() { return std::tuple{&Source::member, &Source::incarnation}; }
};

struct Dot {
  Source source;
  std::uint64_t number = 0;  // from 1
  friend auto operator<=>(const Dot&, const Dot&) = default;
  static constexpr auto fields() { return std::tuple{&Dot::source, &Dot::number}; }
};

[[nodiscard]] inline Hash128 hash_of_dot(const Dot& dot) {
  return hash_of_numbers(dot.source.member.value(), dot.source.incarnation.value(), dot.number);
}

class VersionVector {
 public:
  using Entry = std::pair<Source, std::uint64_t>;

  [[nodiscard]] std::uint64_t of(Source source) const {
    const auto found = place(source);
    return found == last_.end() || found->first != source ? 0 : found->second;
  }
  [[nodiscard]] bool covers(const Dot& dot) const { return dot.number <= of(dot.source); }
  [[nodiscard]] bool covers(const VersionVector& other) const {
    for (const auto& [source, number] : other.last_)
      if (number > of(source)) return false;
    return true;
  }
  void raise(const Dot& dot) {
    const auto found = last_.begin() + (place(dot.source) - last_.cbegin());
    if (found == last_.end() || found->first != dot.source)
      last_.insert(found, {dot.source, dot.number});
    else
      found->second = std::max(found->second, dot.number);
  }
  void join(const VersionVector& other) {
    for (const auto& [source, number] : other.last_) raise({source, number});
  }
  void erase(Source source) {
    const auto found = place(source);
    if (found != last_.end() && found->first == source) last_.erase(found);
  }
  void clear() { last_.clear(); }
  [[nodiscard]] bool empty() const { return last_.empty(); }
  // By source.
  [[nodiscard]] const std::vector<Entry>& entries() const { return last_; }
  friend bool operator==(const VersionVector&, const VersionVector&) = default;
  static constexpr auto fields() { return std::tuple{&VersionVector::last_}; }
  void decoded() {
    // Of several of one source the largest stays.
    std::sort(last_.begin(), last_.end(), std::greater());
    const auto same = [](const Entry& a, const Entry& b) { return a.first == b.first; };
    last_.erase(std::unique(last_.begin(), last_.end(), same), last_.end());
    std::reverse(last_.begin(), last_.end());
  }

 private:
  // Few sources, so that a search from the front is the fastest.
  [[nodiscard]] std::vector<Entry>::const_iterator place(Source source) const {
    return std::find_if(last_.begin(), last_.end(),
                        [&](const Entry& entry) { return entry.first >= source; });
  }

  std::vector<Entry> last_;  // by source
};

}  // namespace faultline::engine

// Dots and version vectors (Almeida, Shoker, Baquero 2018, section 3).
//
// A dot names one elementary effect: (member, incarnation, slot-local number). A member's shard
// takes a new incarnation each time it may have forgotten dots it gave out, so no dot is ever used
// twice. A version vector says, a source, up to which number everything has been applied; it is
// kept per hash slot. Delivery is in order per source, hence a maximum is enough.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>

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

class VersionVector {
 public:
  [[nodiscard]] std::uint64_t of(Source source) const {
    const auto found = last_.find(source);
    return found == last_.end() ? 0 : found->second;
  }
  [[nodiscard]] bool covers(const Dot& dot) const { return dot.number <= of(dot.source); }
  [[nodiscard]] bool covers(const VersionVector& other) const {
    for (const auto& [source, number] : other.last_)
      if (number > of(source)) return false;
    return true;
  }
  void raise(const Dot& dot) {
    std::uint64_t& last = last_[dot.source];
    if (dot.number > last) last = dot.number;
  }
  void join(const VersionVector& other) {
    for (const auto& [source, number] : other.last_) raise({source, number});
  }
  void erase(Source source) { last_.erase(source); }
  void clear() { last_.clear(); }
  [[nodiscard]] bool empty() const { return last_.empty(); }
  [[nodiscard]] const std::map<Source, std::uint64_t>& entries() const { return last_; }
  friend bool operator==(const VersionVector&, const VersionVector&) = default;
  static constexpr auto fields() { return std::tuple{&VersionVector::last_}; }

 private:
  std::map<Source, std::uint64_t> last_;
};

}  // namespace faultline::engine

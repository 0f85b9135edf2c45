// The conflict-free register that can be added to: a string, a field of a hash, the score of a
// member. It keeps all maximal writes, and the increments that no write had seen.
//
// It shows the write with the latest wall stamp, then the smallest member; where that is a number,
// plus the increments. Keeping every maximal write is what makes merging associative: by the
// pairwise rule "observed loses, else later clock" three writes can end in three values. Delivery
// needed: in order per source, nothing between sources. Shapiro et al. 2011, 3.2.2 (MV register).
//
// Fractions are summed left to right: the increments of one member on top of the shown write if
// that is its own, then one member's sum after the other. So a single region counts as Redis does,
// digit for digit, and all replicas get the same digits. The reply to an increment adds to what is
// shown; where several members have counted, a later read may differ from it in the last digit.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "engine/datatypes/arrival.h"
#include "engine/datatypes/dot_map.h"
#include "engine/datatypes/increments.h"

namespace faultline::engine {

// Rules: Value, Delta, and Sum: what a value that is a number and increments add up to; kDeltaBytes
// and bytes_of(Value): what they count for in memory.
//   static std::optional<Sum> Sum::of(const Value&);  none: it cannot be added to
//   void Sum::add(const Delta&);  void Sum::join(const Sum&);  Value Sum::value() const;
template <class Rules>
class Register {
 public:
  using Value = typename Rules::Value;
  using Delta = typename Rules::Delta;
  using Sum = typename Rules::Sum;

  [[nodiscard]] bool empty() const { return writes_.empty() && increments_.empty(); }
  // Must not be empty.
  [[nodiscard]] Value value() const {
    const auto base = winner();
    if (base != writes_.entries().end() && (increments_.empty() || !adds_))
      return base->second.value;
    Sum total{};
    const MemberId first = base == writes_.entries().end() ? MemberId() : base->first.source.member;
    if (const auto sum = sums_.find(first); sum != sums_.end()) total = sum->second;
    for (const auto& [member, sum] : sums_)
      if (member != first) total.join(sum);
    return total.value();
  }
  [[nodiscard]] Hash128 digest() const {
    return hash_of(writes_.summary().digest, increments_.digest());
  }
  // Whether one of the maximal writes has that stamp.
  [[nodiscard]] bool written_at(WallTime wall) const {
    const auto& writes = writes_.entries();
    return std::any_of(writes.begin(), writes.end(),
                       [&](const auto& each) { return each.second.wall == wall; });
  }
  [[nodiscard]] std::size_t metadata_bytes() const {
    return writes_.size() * (sizeof(Dot) + sizeof(WallTime)) +
           increments_.size() * (sizeof(Dot) + Rules::kDeltaBytes);
  }
  // Of the maximal writes.
  [[nodiscard]] std::size_t value_bytes() const {
    std::size_t bytes = 0;
    for (const auto& [dot, write] : writes_.entries()) bytes += Rules::bytes_of(write.value);
    return bytes;
  }

  void write(const Value& value, const Stamp& stamp) {
    writes_.put(stamp.dot, StampedWrite{stamp.wall, value});
    add_up();
  }
  void increment(const Delta& delta, const Stamp& stamp) {
    increments_.put(stamp.dot, delta);
    // One of an older incarnation of the member may come after those of a newer one.
    const auto later = increments_.runs().upper_bound(stamp.dot.source);
    if (later != increments_.runs().end() && later->first.member == stamp.dot.source.member)
      add_up();
    else
      sums_[stamp.dot.source.member].add(delta);
  }
  // Drops what `observed` covers.
  void forget(const VersionVector& observed) {
    const bool changed = increments_.forget(observed);
    if (!forget_writes(observed) && changed) add_up();
  }
  // Of the writes alone; whether there was one.
  bool forget_writes(const VersionVector& observed) {
    const std::size_t before = writes_.size();
    writes_.forget(observed);
    if (writes_.size() == before) return false;
    add_up();
    return true;
  }
  // Joins another replica's state; `mine` and `theirs` are the slot contexts of both.
  void merge(const Register& other, const VersionVector& mine, const VersionVector& theirs) {
    writes_.merge(other.writes_, mine, theirs);
    increments_.merge(other.increments_, mine, theirs);
    add_up();
  }

  static constexpr auto fields() { return std::tuple{&Register::writes_, &Register::increments_}; }
  void decoded() { add_up(); }

 private:
  struct StampedWrite {
    WallTime wall;
    Value value;
    static constexpr auto fields() { return std::tuple{&StampedWrite::wall, &StampedWrite::value}; }
  };
  using Entry = typename std::map<Dot, StampedWrite>::const_iterator;

  // Later wall stamp, then smaller member; of one member's maximal writes (incarnations) the newer,
  // which comes later in dot order.
  [[nodiscard]] Entry winner() const {
    const auto& writes = writes_.entries();
    Entry best = writes.end();
    for (Entry each = writes.begin(); each != writes.end(); ++each)
      if (best == writes.end() || each->second.wall > best->second.wall ||
          (each->second.wall == best->second.wall &&
           each->first.source.member <= best->first.source.member))
        best = each;
    return best;
  }
  void add_up() {
    sums_.clear();
    adds_ = true;
    if (const Entry base = winner(); base != writes_.entries().end()) {
      const auto sum = Sum::of(base->second.value);
      adds_ = sum.has_value();
      if (sum) sums_.emplace(base->first.source.member, *sum);
    }
    for (const auto& [source, run] : increments_.runs())
      for (const auto& entry : run) sums_[source.member].add(entry.delta);
  }

  DotMap<StampedWrite> writes_;  // all maximal ones
  Increments<Delta> increments_;
  // What follows from them.
  std::map<MemberId, Sum> sums_;
  bool adds_ = true;
};

}  // namespace faultline::engine

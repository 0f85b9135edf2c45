// The conflict-free string: all maximal writes, and the increments that no write or DEL had seen.
//
// Reads give the write with the latest wall stamp, then the smallest member; where that is a
// number, plus the sum of the increments. Keeping every maximal write is what makes merging
// associative: by the pairwise rule "observed loses, else later clock" three writes can end in
// three values. Delivery needed: in order per source, nothing between sources. Shapiro et al.
// 2011, 3.2.2 (MV register) and 3.1.3 (counter); resets as in Almeida, Shoker, Baquero 2018,
// section 7.
#pragma once

#include <cstdint>
#include <optional>
#include <tuple>

#include "engine/datatypes/dot_map.h"
#include "engine/datatypes/stamp.h"
#include "engine/datatypes/string/plain.h"

namespace faultline::engine::string {

class Replicated final : public Reader {
 public:
  [[nodiscard]] Bytes value() const override;
  [[nodiscard]] std::optional<WallTime> expires_at() const override;
  // Whether a client sees a key here.
  [[nodiscard]] bool visible() const { return !writes_.empty() || !increments_.empty(); }
  [[nodiscard]] bool empty() const { return !visible(); }

  void apply(const Write& write, const Stamp& stamp);
  void apply(const Increment& increment, const Stamp& stamp);
  // Drops every dot that `observed` covers: what a DEL or a Write does to what it had seen.
  void forget(const VersionVector& observed);
  // Joins another replica's state; `mine` and `theirs` are the slot contexts of both.
  void merge(const Replicated& other, const VersionVector& mine, const VersionVector& theirs);
  // Equal at all replicas that applied the same effects.
  [[nodiscard]] Hash128 digest() const {
    return hash_of(writes_.summary().digest, increments_.summary().digest);
  }
  [[nodiscard]] Plain plain() const;
  [[nodiscard]] std::size_t metadata_bytes() const;

  static constexpr auto fields() {
    return std::tuple{&Replicated::writes_, &Replicated::increments_};
  }

 private:
  struct StampedWrite {
    WallTime wall;
    Write write;
    static constexpr auto fields() { return std::tuple{&StampedWrite::wall, &StampedWrite::write}; }
  };
  struct Total : DotDigest<std::int64_t> {
    // Wraps like two's complement: every replica gets the same sum in any order.
    std::uint64_t sum = 0;
    void add(const Dot& dot, std::int64_t delta) {
      DotDigest::add(dot, delta);
      sum += static_cast<std::uint64_t>(delta);
    }
    void remove(const Dot& dot, std::int64_t delta) {
      DotDigest::remove(dot, delta);
      sum -= static_cast<std::uint64_t>(delta);
    }
  };
  [[nodiscard]] const StampedWrite* winner() const;

  DotMap<StampedWrite> writes_;  // all maximal ones
  DotMap<std::int64_t, Total> increments_;
};

}  // namespace faultline::engine::string

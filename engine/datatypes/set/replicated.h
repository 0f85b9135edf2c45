// The add-wins set without tombstones (Bieniusa et al. 2012, optimised OR-set), made safe for
// delivery that is in order per source but not causal.
//
// A member is held up by dots, at most one a source: a later addition from one source replaces the
// earlier. A removal carries what its origin had applied of the slot and takes the member's
// additions among that, also those that were gone at the origin already: others may not know why.
// What has not arrived here is annihilated on arrival; that entry goes when the context covers it.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "engine/base/hash.h"
#include "engine/datatypes/set/plain.h"
#include "engine/datatypes/stamp.h"

namespace faultline::engine::set {

class Replicated final : public Reader {
 public:
  [[nodiscard]] bool contains(const Bytes& member) const override {
    return alive_.contains(member);
  }
  [[nodiscard]] std::size_t size() const override { return alive_.size(); }
  [[nodiscard]] std::vector<Bytes> members() const override;
  [[nodiscard]] bool visible() const { return !alive_.empty(); }
  // Nothing is kept, not even a removal that waits.
  [[nodiscard]] bool empty() const { return alive_.empty() && awaited_.empty(); }

  // At the origin: what the removal had seen.
  static void prepare(Remove& remove, const VersionVector& context) { remove.observed = context; }
  void apply(const Add& add, const Stamp& stamp);
  // `context`: what this replica had applied of the slot before this effect.
  void apply(const Remove& remove, const VersionVector& context);
  void forget(const VersionVector& observed);
  void merge(const Replicated& other, const VersionVector& mine, const VersionVector& theirs);
  // Drops waiting removals that `context` covers.
  void settle(const VersionVector& context);
  // Equal at all replicas that applied the same effects.
  [[nodiscard]] Hash128 digest() const { return digest_; }
  [[nodiscard]] Plain plain() const;
  [[nodiscard]] std::size_t metadata_bytes() const;

  static constexpr auto fields() { return std::tuple{&Replicated::alive_, &Replicated::awaited_}; }
  void decoded();

 private:
  using Members = std::map<Bytes, VersionVector>;
  // Around each change of what holds a member up.
  void count_in(const Members::value_type& member);
  void count_out(const Members::value_type& member);
  // Drops what `observed` reaches; returns the next member.
  Members::iterator drop(Members::iterator member, const VersionVector& observed);

  Members alive_;         // member -> newest addition a source, never empty
  Members awaited_;       // member -> additions to annihilate on arrival
  Hash128 digest_;        // the sum of the hashes of the members alive
  std::size_t dots_ = 0;  // how many hold members up
};

}  // namespace faultline::engine::set

// The add-wins set without tombstones (Bieniusa et al. 2012, optimised OR-set): a member is held up
// by dots, at most one a source; a later addition from one source replaces the earlier.
#pragma once

#include <tuple>
#include <vector>

#include "engine/datatypes/element_map.h"
#include "engine/datatypes/set/plain.h"

namespace faultline::engine::set {

// What holds a member up: the newest addition of each source.
class Presence {
 public:
  [[nodiscard]] bool empty() const { return dots_.empty(); }
  [[nodiscard]] Hash128 digest() const {
    Hash128 digest;
    for (const auto& [source, number] : dots_.entries()) digest += hash_of_dot({source, number});
    return digest;
  }
  [[nodiscard]] std::size_t metadata_bytes() const { return dots_.entries().size() * sizeof(Dot); }
  // A member is its name.
  [[nodiscard]] std::size_t value_bytes() const { return 0; }
  void put(const Dot& dot) { dots_.raise(dot); }
  void forget(const VersionVector& observed);
  void merge(const Presence& other, const VersionVector& mine, const VersionVector& theirs);
  static constexpr auto fields() { return std::tuple{&Presence::dots_}; }

 private:
  VersionVector dots_;
};

class Replicated final : public Reader {
 public:
  [[nodiscard]] bool contains(const Bytes& member) const override {
    return members_.find(member) != nullptr;
  }
  [[nodiscard]] std::size_t size() const override { return members_.alive().size(); }
  [[nodiscard]] std::vector<Bytes> members() const override;
  [[nodiscard]] bool visible() const { return !members_.alive().empty(); }
  // Nothing is kept, not even a removal that waits.
  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] bool waits() const { return members_.waits(); }

  void apply(const Add& add, const Arrival& arrival);
  void apply(const Remove& remove, const Arrival& arrival);
  void apply(const Assign& assign, const Arrival& arrival);
  void forget(const VersionVector& observed) { members_.forget(observed); }
  void merge(const Replicated& other, const VersionVector& mine, const VersionVector& theirs);
  // Drops waiting removals that `context` covers.
  void settle(const VersionVector& context) { members_.settle(context); }
  // Equal at all replicas that applied the same effects.
  [[nodiscard]] Hash128 digest() const { return members_.digest(); }
  [[nodiscard]] Plain plain() const;
  [[nodiscard]] std::size_t metadata_bytes() const { return members_.metadata_bytes(); }
  [[nodiscard]] std::size_t value_bytes() const { return members_.value_bytes(); }

  static constexpr auto fields() { return std::tuple{&Replicated::members_}; }

 private:
  ElementMap<Presence> members_;
};

}  // namespace faultline::engine::set

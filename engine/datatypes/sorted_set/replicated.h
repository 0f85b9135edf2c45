// The conflict-free sorted set: an add-wins set of members, each with a register that can be added
// to as its score. ZADD is last write wins, ZINCRBY adds up, ZREM and DEL take what they had seen,
// so that of a score only unseen increments stay. Increments are kept apart from the score that
// they were made on: 6.1 - 4.1 is not 2.0 (documented: shared active_active/rules.md, Sorted sets).
#pragma once

#include <tuple>

#include "engine/datatypes/element_map.h"
#include "engine/datatypes/register.h"
#include "engine/datatypes/sorted_set/plain.h"

namespace faultline::engine::sorted_set {

class Replicated final : public Reader {
 public:
  [[nodiscard]] std::optional<double> score_of(const Bytes& member) const override;
  [[nodiscard]] std::size_t size() const override { return members_.alive().size(); }
  [[nodiscard]] const Ranking& ranking() const override;
  [[nodiscard]] bool visible() const { return !members_.alive().empty(); }
  // Nothing is kept, not even a removal that waits.
  [[nodiscard]] bool empty() const { return members_.empty(); }
  [[nodiscard]] bool waits() const { return members_.waits(); }

  void apply(const Put& put, const Arrival& arrival);
  void apply(const Increment& increment, const Arrival& arrival);
  void apply(const Remove& remove, const Arrival& arrival);
  void apply(const Assign& assign, const Arrival& arrival);
  void forget(const VersionVector& observed);
  void merge(const Replicated& other, const VersionVector& mine, const VersionVector& theirs);
  // Drops what waits for effects that `context` covers.
  void settle(const VersionVector& context) { members_.settle(context); }
  // Equal at all replicas that applied the same effects.
  [[nodiscard]] Hash128 digest() const { return members_.digest(); }
  [[nodiscard]] Plain plain() const;
  [[nodiscard]] std::size_t metadata_bytes() const { return members_.metadata_bytes(); }
  [[nodiscard]] std::size_t value_bytes() const { return members_.value_bytes(); }

  static constexpr auto fields() { return std::tuple{&Replicated::members_}; }

 private:
  // Around each change of one member, to keep its place.
  void unrank(const Bytes& member);
  void rank(const Bytes& member);

  ElementMap<Register<ScoreRules>> members_;
  // Made when somebody asks, and kept up while it is there.
  mutable Lazy<Ranking> ranking_;
};

}  // namespace faultline::engine::sorted_set

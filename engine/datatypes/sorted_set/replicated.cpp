#include "engine/datatypes/sorted_set/replicated.h"

namespace faultline::engine::sorted_set {

std::optional<double> Replicated::score_of(const Bytes& member) const {
  const auto* found = members_.find(member);
  return found == nullptr ? std::nullopt : std::optional(found->value());
}

const Ranking& Replicated::ranking() const {
  if (!ranking_) {
    ranking_.emplace();
    members_.alive().visit([&](const Bytes& member, const auto& score) {
      ranking_->insert({score.value(), member});
    });
  }
  return *ranking_;
}

void Replicated::unrank(const Bytes& member) {
  if (!ranking_) return;
  if (const auto score = score_of(member)) ranking_->erase({*score, member});
}

void Replicated::rank(const Bytes& member) {
  if (!ranking_) return;
  if (const auto score = score_of(member)) ranking_->insert({*score, member});
}

void Replicated::apply(const Put& put, const Arrival& arrival) {
  unrank(put.member);
  members_.take(put.member, arrival);
  members_.add(put.member, arrival, [&](auto& score) { score.write(put.score, arrival.stamp); });
  rank(put.member);
}

void Replicated::apply(const Increment& increment, const Arrival& arrival) {
  unrank(increment.member);
  members_.add(increment.member, arrival,
               [&](auto& score) { score.increment(increment.delta, arrival.stamp); });
  rank(increment.member);
}

void Replicated::apply(const Remove& remove, const Arrival& arrival) {
  for (const Bytes& member : remove.names) {
    unrank(member);
    members_.take(member, arrival);
    rank(member);
  }
}

void Replicated::apply(const Assign& assign, const Arrival& arrival) {
  ranking_.reset();
  for (const auto& [member, assigned] : assign.scores)
    members_.add(member, arrival,
                 [&, to = assigned](auto& score) { score.write(to, arrival.stamp); });
}

void Replicated::forget(const VersionVector& observed) {
  ranking_.reset();
  members_.forget(observed);
}

void Replicated::merge(const Replicated& other, const VersionVector& mine,
                       const VersionVector& theirs) {
  ranking_.reset();
  members_.merge(other.members_, mine, theirs);
}

Plain Replicated::plain() const {
  Assign assign;
  for (const auto* member : members_.alive().sorted())
    assign.scores.emplace_hint(assign.scores.end(), member->first, member->second.value());
  Plain plain;
  plain.apply(assign);
  return plain;
}

}  // namespace faultline::engine::sorted_set

#include "engine/datatypes/set/replicated.h"

#include "engine/base/planted.h"

namespace faultline::engine::set {

void Presence::forget(const VersionVector& observed) {
  for (const auto& [source, number] : observed.entries())
    if (const std::uint64_t alive = dots_.of(source); alive != 0 && alive <= number)
      dots_.erase(source);
}

void Presence::merge(const Presence& other, const VersionVector& mine,
                     const VersionVector& theirs) {
  VersionVector merged;
  // Seen over there and gone, or replaced by a later addition from the same source: not kept.
  const auto keep = [&](const Presence& from, const Presence& to, const VersionVector& seen) {
    for (const auto& [source, number] : from.dots_.entries())
      if (!seen.covers({source, number}) || to.dots_.of(source) >= number)
        merged.raise({source, number});
  };
  keep(*this, other, theirs);
  keep(other, *this, mine);
  dots_ = std::move(merged);
}

std::vector<Bytes> Replicated::members() const {
  return members_.alive().sorted_keys();
}

void Replicated::apply(const Add& add, const Arrival& arrival) {
  members_.add(add.member, arrival, [&](Presence& presence) { presence.put(arrival.stamp.dot); });
}

void Replicated::apply(const Remove& remove, const Arrival& arrival) {
  // As if all had arrived that it takes.
  const Arrival complete{arrival.stamp, arrival.observed, arrival.observed};
  const bool waits = !planted(PlantedBug::kRemovalDoesNotWait);
  for (const Bytes& member : remove.names) members_.take(member, waits ? arrival : complete);
}

void Replicated::merge(const Replicated& other, const VersionVector& mine,
                       const VersionVector& theirs) {
  const bool all_new = planted(PlantedBug::kMergeForgetsRemoval);
  members_.merge(other.members_, all_new ? VersionVector() : mine, theirs);
}

void Replicated::apply(const Assign& assign, const Arrival& arrival) {
  for (const Bytes& member : assign.members) apply(Add{member}, arrival);
}

Plain Replicated::plain() const {
  Plain plain;
  members_.alive().visit([&](const Bytes& member, const auto&) { plain.apply(Add{member}); });
  return plain;
}

}  // namespace faultline::engine::set

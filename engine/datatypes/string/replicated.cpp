#include "engine/datatypes/string/replicated.h"

#include "engine/base/planted.h"

namespace faultline::engine::string {

const Replicated::StampedWrite* Replicated::winner() const {
  const StampedWrite* best = nullptr;
  MemberId best_member;
  for (const auto& [dot, stamped] : writes_.entries()) {
    const MemberId member = dot.source.member;
    // Later wall stamp, then smaller member; of one member's maximal writes (incarnations) the
    // newer, which comes later in dot order.
    const bool wins = best == nullptr || stamped.wall > best->wall ||
                      (stamped.wall == best->wall && member <= best_member);
    if (!wins) continue;
    best = &stamped;
    best_member = member;
  }
  return best;
}

Bytes Replicated::value() const {
  const std::uint64_t sum = increments_.summary().sum;
  const StampedWrite* base = winner();
  if (base == nullptr) return format_integer(static_cast<std::int64_t>(sum));
  if (increments_.empty()) return base->write.value;
  const auto number = parse_integer(base->write.value.view());
  if (!number) return base->write.value;
  return format_integer(static_cast<std::int64_t>(static_cast<std::uint64_t>(*number) + sum));
}

std::optional<WallTime> Replicated::expires_at() const {
  const StampedWrite* base = winner();
  return base == nullptr ? std::nullopt : base->write.expires_at;
}

void Replicated::apply(const Write& write, const Stamp& stamp) {
  if (planted(PlantedBug::kTieByArrival))
    for (const auto& [dot, other] : writes_.entries())
      if (other.wall == stamp.wall) return;
  writes_.put(stamp.dot, StampedWrite{stamp.wall, write});
}

void Replicated::apply(const Increment& increment, const Stamp& stamp) {
  increments_.put(stamp.dot, increment.delta);
}

void Replicated::forget(const VersionVector& observed) {
  writes_.forget(observed);
  if (!planted(PlantedBug::kOverwriteKeepsIncrements)) increments_.forget(observed);
}

void Replicated::merge(const Replicated& other, const VersionVector& mine,
                       const VersionVector& theirs) {
  writes_.merge(other.writes_, mine, theirs);
  increments_.merge(other.increments_, mine, theirs);
}

Plain Replicated::plain() const {
  Plain plain;
  plain.apply(Write{value(), expires_at()});
  return plain;
}

std::size_t Replicated::metadata_bytes() const {
  return writes_.size() * (sizeof(Dot) + sizeof(WallTime)) +
         increments_.size() * (sizeof(Dot) + sizeof(std::int64_t));
}

}  // namespace faultline::engine::string

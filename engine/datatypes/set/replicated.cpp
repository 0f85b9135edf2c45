#include "engine/datatypes/set/replicated.h"

#include <iterator>

#include "engine/base/planted.h"

namespace faultline::engine::set {
namespace {

// Drops the entries of `dots` that `observed` reaches; true if none is left.
bool drop_reached(VersionVector& dots, const VersionVector& observed) {
  for (const auto& [source, number] : observed.entries())
    if (const std::uint64_t alive = dots.of(source); alive != 0 && alive <= number)
      dots.erase(source);
  return dots.empty();
}

}  // namespace

std::vector<Bytes> Replicated::members() const {
  std::vector<Bytes> members;
  members.reserve(alive_.size());
  for (const auto& [member, dots] : alive_) members.push_back(member);
  return members;
}

void Replicated::apply(const Add& add, const Stamp& stamp) {
  if (const auto waiting = awaited_.find(add.member);
      waiting != awaited_.end() && waiting->second.covers(stamp.dot))
    return;
  alive_[add.member].raise(stamp.dot);
}

void Replicated::apply(const Remove& remove, const VersionVector& context) {
  if (const auto found = alive_.find(remove.member);
      found != alive_.end() && drop_reached(found->second, remove.observed))
    alive_.erase(found);
  if (planted(PlantedBug::kRemovalDoesNotWait)) return;
  if (!context.covers(remove.observed)) awaited_[remove.member].join(remove.observed);
}

void Replicated::forget(const VersionVector& observed) {
  for (auto item = alive_.begin(); item != alive_.end();)
    item = drop_reached(item->second, observed) ? alive_.erase(item) : std::next(item);
}

void Replicated::merge(const Replicated& other, const VersionVector& mine,
                       const VersionVector& theirs) {
  std::map<Bytes, VersionVector> merged;
  const auto keep = [&](const Bytes& member, const VersionVector& dots,
                        const std::map<Bytes, VersionVector>& there, const VersionVector& context) {
    const auto found = there.find(member);
    for (const auto& [source, number] : dots.entries()) {
      const std::uint64_t theirs_alive = found == there.end() ? 0 : found->second.of(source);
      // Seen over there and gone, or replaced by a later addition from the same source.
      if (context.covers({source, number}) && theirs_alive < number) continue;
      merged[member].raise({source, number});
    }
  };
  for (const auto& [member, dots] : alive_) keep(member, dots, other.alive_, theirs);
  const bool all_new = planted(PlantedBug::kMergeForgetsRemoval);
  for (const auto& [member, dots] : other.alive_)
    keep(member, dots, alive_, all_new ? VersionVector() : mine);
  for (const auto& [member, observed] : other.awaited_) awaited_[member].join(observed);
  for (const auto& [member, observed] : awaited_)
    if (const auto found = merged.find(member);
        found != merged.end() && drop_reached(found->second, observed))
      merged.erase(found);
  alive_ = std::move(merged);
}

void Replicated::settle(const VersionVector& context) {
  std::erase_if(awaited_, [&](const auto& item) { return context.covers(item.second); });
}

Plain Replicated::plain() const {
  Plain plain;
  for (const auto& [member, dots] : alive_) plain.apply(Add{member});
  return plain;
}

std::size_t Replicated::metadata_bytes() const {
  std::size_t entries = 0;
  for (const auto& [member, dots] : alive_) entries += dots.entries().size();
  for (const auto& [member, observed] : awaited_) entries += observed.entries().size();
  return entries * sizeof(Dot);
}

}  // namespace faultline::engine::set

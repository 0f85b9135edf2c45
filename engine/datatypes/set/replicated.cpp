#include "engine/datatypes/set/replicated.h"

#include <iterator>

#include "engine/base/codec.h"
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
  const auto member = alive_.try_emplace(add.member).first;
  count_out(*member);
  member->second.raise(stamp.dot);
  count_in(*member);
}

void Replicated::apply(const Remove& remove, const VersionVector& context) {
  if (const auto found = alive_.find(remove.member); found != alive_.end())
    drop(found, remove.observed);
  if (planted(PlantedBug::kRemovalDoesNotWait)) return;
  if (!context.covers(remove.observed)) awaited_[remove.member].join(remove.observed);
}

void Replicated::forget(const VersionVector& observed) {
  for (auto member = alive_.begin(); member != alive_.end();) member = drop(member, observed);
}

void Replicated::count_in(const Members::value_type& member) {
  digest_ += hash_of(member.first, member.second);
  dots_ += member.second.entries().size();
}

void Replicated::count_out(const Members::value_type& member) {
  if (member.second.empty()) return;  // new, and not counted in yet
  digest_ -= hash_of(member.first, member.second);
  dots_ -= member.second.entries().size();
}

Replicated::Members::iterator Replicated::drop(Members::iterator member,
                                               const VersionVector& observed) {
  count_out(*member);
  if (drop_reached(member->second, observed)) return alive_.erase(member);
  count_in(*member);
  return std::next(member);
}

void Replicated::decoded() {
  digest_ = Hash128();
  dots_ = 0;
  for (const auto& member : alive_) count_in(member);
}

void Replicated::merge(const Replicated& other, const VersionVector& mine,
                       const VersionVector& theirs) {
  Members merged;
  const auto keep = [&](const Bytes& member, const VersionVector& dots, const Members& there,
                        const VersionVector& context) {
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
  decoded();
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
  std::size_t entries = dots_;
  for (const auto& [member, observed] : awaited_) entries += observed.entries().size();
  return entries * sizeof(Dot);
}

}  // namespace faultline::engine::set

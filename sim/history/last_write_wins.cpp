#include "sim/history/last_write_wins.h"

#include <algorithm>

namespace faultline::sim {

using engine::Why;

// Effects are listed in the order in which they ran at their homes, those of one operation
// together.
void LastWriteWins::extend() {
  const std::vector<EffectIndex>& effects = key().effects;
  while (taken_ < effects.size()) {
    const OperationIndex operation = history_->effects()[effects[taken_]].operation;
    Version version{{}, effects[taken_], std::nullopt, std::nullopt, Lineage(*history_)};
    bool leaves_a_result = false;
    for (; taken_ < effects.size(); ++taken_) {
      const EffectEntry& effect = history_->effects()[effects[taken_]];
      if (effect.operation != operation) break;
      if (!effect.change) continue;
      if (!leaves_a_result) version.first = effects[taken_];
      leaves_a_result = true;
      version.members.push_back(taken_);
    }
    if (!leaves_a_result) continue;
    make_value(version);
    add(std::move(version));
  }
}

void LastWriteWins::add(Version version) {
  const auto rank = std::find_if(ranks_.rbegin(), ranks_.rend(), [&](std::size_t other) {
    return wins(version, versions_[other]);
  });
  ranks_.insert(rank.base(), versions_.size());
  versions_.push_back(std::move(version));
}

bool LastWriteWins::wins(const Version& a, const Version& b) const {
  const EffectEntry& left = first_of(a);
  const EffectEntry& right = first_of(b);
  if (left.stamp != right.stamp) return left.stamp > right.stamp;
  if (left.member != right.member) return left.member < right.member;
  return left.executed_at > right.executed_at;
}

bool LastWriteWins::held(const Version& version, LocalReplica replica, Position position) const {
  return first_of(version).holdings[replica].held_at(position);
}

const LastWriteWins::Version* LastWriteWins::shown(LocalReplica replica, Position position) const {
  const auto best = std::find_if(ranks_.rbegin(), ranks_.rend(), [&](std::size_t version) {
    return held(versions_[version], replica, position);
  });
  return best == ranks_.rend() ? nullptr : &versions_[*best];
}

void LastWriteWins::make_value(Version& version) {
  const EffectEntry& first = first_of(version);
  const LocalReplica home = first.home;
  if (const Version* before = shown(home, first.executed_at)) {
    version.value = before->value;
    version.lineage = before->lineage;
    version.base = static_cast<std::size_t>(before - versions_.data());
  }
  // An expired key is deleted first, whatever the order in which the effects are listed.
  std::stable_partition(version.members.begin(), version.members.end(), [&](std::size_t i) {
    return history_->effects()[key().effects[i]].implied();
  });
  for (const std::size_t i : version.members) {
    const EffectEntry& effect = history_->effects()[key().effects[i]];
    engine::apply_plain(version.value, *effect.change);
    version.lineage.apply(key().effects[i], effect.holdings[home].changed || effect.implied());
  }
}

std::optional<engine::PlainValue> LastWriteWins::value(LocalReplica replica,
                                                       Position position) const {
  const Version* best = shown(replica, position);
  return best == nullptr ? std::nullopt : best->value;
}

void LastWriteWins::interpret(LocalReplica replica, Position position,
                              Interpretation& result) const {
  result.valued = true;
  const Version* best = shown(replica, position);
  if (best == nullptr) return;
  result.value = best->value;
  find_who_took(replica, position, result);
  for (std::size_t i = 0; i < key().effects.size(); ++i)
    result.fates[i].visible = result.fates[i].held && best->lineage.contains(key().effects[i]);
}

std::vector<const LastWriteWins::Version*> LastWriteWins::in_order_of_arrival(
    LocalReplica replica, Position position) const {
  std::vector<const Version*> order;
  for (const Version& version : versions_)
    if (held(version, replica, position)) order.push_back(&version);
  const auto since = [&](const Version* version) {
    return first_of(*version).holdings[replica].intervals.front().from;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](const Version* a, const Version* b) { return since(a) < since(b); });
  return order;
}

// Follows the versions in the order in which this replica got them: an effect that a shown version
// no longer contains was taken by that version; one that never got shown lost to the one shown
// then. A removal is lost to the first shown version that was not made on top of it.
void LastWriteWins::find_who_took(LocalReplica replica, Position position,
                                  Interpretation& result) const {
  std::map<EffectIndex, std::size_t> places;
  for (std::size_t i = 0; i < key().effects.size(); ++i) places[key().effects[i]] = i;
  const Version* best = nullptr;
  const auto lose = [&](std::size_t place) {
    ReplicaFate& fate = result.fates[place];
    const Taker taker = taker_of(key().effects[place], *best);
    const bool tie =
        history_->effects()[key().effects[place]].stamp == first_of(*taker.version).stamp;
    fate.by = key().effects[taker.version->members.back()];
    fate.why = taker.overwrote ? Why::kOverwritten : tie ? Why::kTie : Why::kLaterStamp;
  };
  // Shown once, and each was made on top of the one before it; the last one is shown.
  std::vector<const Version*> removing;
  for (const Version* version : in_order_of_arrival(replica, position)) {
    const Version* before = best;
    if (best == nullptr || wins(*version, *best)) best = version;
    if (best != before) {
      if (before != nullptr)
        for (const EffectIndex effect : before->lineage.visible())
          if (!best->lineage.contains(effect)) lose(places.at(effect));
      for (const EffectIndex effect : best->lineage.visible())
        result.fates[places.at(effect)].by.reset();
      const Version* base = before == nullptr ? nullptr : common_base(*before, *best);
      for (; !removing.empty() && (base == nullptr || removing.back() > base); removing.pop_back())
        for (const std::size_t place : removing.back()->members)
          if (!removing.back()->lineage.contains(key().effects[place])) lose(place);
    }
    for (const std::size_t place : version->members)
      if (!best->lineage.contains(key().effects[place])) lose(place);
    if (version == best) removing.push_back(version);
  }
}

// A version whose home held the effect without showing it is not what the effect lost to: that is
// an older one, which the home showed in its place.
LastWriteWins::Taker LastWriteWins::taker_of(EffectIndex effect, const Version& shown) const {
  for (const Version* version = &shown;;) {
    const Version* base = version->base ? &versions_[*version->base] : nullptr;
    if (base != nullptr && base->lineage.contains(effect)) return {version, true};
    if (base == nullptr || !history_->seen(effect, version->first)) return {version, false};
    version = base;
  }
}

// A version comes after the one that it was made on top of.
const LastWriteWins::Version* LastWriteWins::common_base(const Version& a, const Version& b) const {
  const Version* left = &a;
  const Version* right = &b;
  while (left != right) {
    const Version*& later = left > right ? left : right;
    if (!later->base) return nullptr;
    later = &versions_[*later->base];
  }
  return left;
}

}  // namespace faultline::sim

#include "sim/history/last_write_wins.h"

#include <algorithm>
#include <set>
#include <utility>

namespace faultline::sim {

using engine::Why;

namespace {

// Values are as large as their key; each of a few that were made last is enough to go on from.
constexpr std::size_t kValuesKept = 64;

bool holds(const std::vector<EffectIndex>& effects, EffectIndex effect) {
  return std::find(effects.begin(), effects.end(), effect) != effects.end();
}

}  // namespace

// Effects are listed in the order in which they ran at their homes, those of one operation
// together; what a replica did by itself stands alone.
void LastWriteWins::extend() {
  const std::vector<EffectIndex>& effects = key().effects;
  while (taken_ < effects.size()) {
    const EffectEntry& first = history_->effects()[effects[taken_]];
    Version version;
    version.first = effects[taken_];
    bool leaves_a_result = false;
    for (; taken_ < effects.size(); ++taken_) {
      const EffectEntry& effect = history_->effects()[effects[taken_]];
      if (effect.operation != first.operation) break;
      if (effect.unit != first.unit && (effect.unasked() || first.unasked())) break;
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
  if (versions_.size() % kValuesKept == 0) drop_old_values();
}

// Between once and twice kValuesKept versions keep theirs, and those that are shown somewhere.
void LastWriteWins::drop_old_values() {
  if (versions_.size() < 2 * kValuesKept) return;
  std::set<const Version*> in_use;
  for (LocalReplica r = 0; r < key().replicas.size(); ++r)
    in_use.insert(shown(r, history_->position()));
  for (std::size_t i = versions_.size() - 2 * kValuesKept; i < versions_.size() - kValuesKept;
       ++i) {
    if (in_use.contains(&versions_[i])) continue;
    versions_[i].value.reset();
    versions_[i].valued = false;
  }
}

std::optional<engine::PlainKey> LastWriteWins::value_of(const Version& version) const {
  std::vector<const Version*> made_anew;
  const Version* known = &version;
  while (known != nullptr && !known->valued) {
    made_anew.push_back(known);
    known = known->base ? &versions_[*known->base] : nullptr;
  }
  std::optional<engine::PlainKey> value = known == nullptr ? std::nullopt : known->value;
  for (auto next = made_anew.rbegin(); next != made_anew.rend(); ++next)
    for (const std::size_t i : (*next)->members)
      engine::apply_plain(value, *history_->effects()[key().effects[i]].change);
  return value;
}

// Back to the last version that both were made on top of, then forth.
LastWriteWins::Difference LastWriteWins::move(Shown& shown, std::optional<std::size_t> to) const {
  std::map<EffectIndex, bool> before;  // whether it was visible, of each effect on the way
  const auto set = [&](const std::vector<EffectIndex>& effects, bool visible) {
    for (const EffectIndex effect : effects) {
      before.emplace(effect, shown.lineage.contains(effect));
      visible ? shown.lineage.insert(effect) : shown.lineage.erase(effect);
    }
  };
  std::vector<const Version*> forth;
  std::optional<std::size_t> from = std::exchange(shown.version, to);
  while (from != to) {
    if (from > to) {
      set(versions_[*from].added, false);
      set(versions_[*from].taken, true);
      from = versions_[*from].base;
    } else {
      forth.push_back(&versions_[*to]);
      to = versions_[*to].base;
    }
  }
  for (auto next = forth.rbegin(); next != forth.rend(); ++next) {
    set((*next)->taken, false);
    set((*next)->added, true);
  }
  Difference difference;
  for (const auto& [effect, was_visible] : before) {
    if (was_visible == shown.lineage.contains(effect)) continue;
    (was_visible ? difference.left : difference.joined).push_back(effect);
  }
  return difference;
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
    version.value = value_of(*before);
    version.base = index_of(*before);
  }
  Shown& newest = newest_.try_emplace(home, Shown{std::nullopt, Lineage(*history_)}).first->second;
  move(newest, version.base);
  // An expired key is deleted first, whatever the order in which the effects are listed.
  std::stable_partition(version.members.begin(), version.members.end(), [&](std::size_t i) {
    return history_->effects()[key().effects[i]].implied();
  });
  for (const std::size_t i : version.members) {
    const EffectIndex index = key().effects[i];
    const EffectEntry& effect = history_->effects()[index];
    engine::apply_plain(version.value, *effect.change);
    for (const EffectIndex taken :
         newest.lineage.apply(index, effect.holdings[home].changed || effect.implied()))
      if (std::erase(version.added, taken) == 0) version.taken.push_back(taken);
    if (newest.lineage.contains(index)) version.added.push_back(index);
  }
  std::sort(version.taken.begin(), version.taken.end());
  newest.version = versions_.size();
}

const engine::PlainKey* LastWriteWins::value(LocalReplica replica, Position position,
                                             std::optional<engine::PlainKey>& made) const {
  const Version* best = shown(replica, position);
  if (best == nullptr) return nullptr;
  if (!best->valued) made = value_of(*best);
  const std::optional<engine::PlainKey>& value = best->valued ? best->value : made;
  return value ? &*value : nullptr;
}

void LastWriteWins::interpret(LocalReplica replica, Position position,
                              Interpretation& result) const {
  result.valued = true;
  const Version* best = shown(replica, position);
  if (best == nullptr) return;
  result.value = value_of(*best);
  const Lineage visible = find_who_took(replica, position, result);
  for (std::size_t i = 0; i < key().effects.size(); ++i)
    result.fates[i].visible = result.fates[i].held && visible.contains(key().effects[i]);
}

std::vector<const LastWriteWins::Version*> LastWriteWins::in_order_of_arrival(
    LocalReplica replica, Position position) const {
  std::vector<const Version*> order;
  for (const Version& version : versions_)
    if (held(version, replica, position)) order.push_back(&version);
  const auto since = [&](const Version* version) {
    return first_of(*version).holdings[replica].intervals().front().from;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](const Version* a, const Version* b) { return since(a) < since(b); });
  return order;
}

// Follows the versions in the order in which this replica got them: an effect that a shown version
// no longer contains was taken by that version; one that never got shown lost to the one shown
// then. A removal is lost to the first shown version that was not made on top of it.
Lineage LastWriteWins::find_who_took(LocalReplica replica, Position position,
                                     Interpretation& result) const {
  const Version* best = nullptr;
  Shown shown{std::nullopt, Lineage(*history_)};
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
      const Difference moved = move(shown, index_of(*best));
      for (const EffectIndex effect : moved.left) lose(key().place_of(effect));
      for (const EffectIndex effect : moved.joined) result.fates[key().place_of(effect)].by.reset();
      const Version* base = before == nullptr ? nullptr : common_base(*before, *best);
      for (; !removing.empty() && (base == nullptr || removing.back() > base); removing.pop_back())
        for (const std::size_t place : removing.back()->members)
          if (!holds(removing.back()->added, key().effects[place])) lose(place);
    }
    for (const std::size_t place : version->members)
      if (!shown.lineage.contains(key().effects[place])) lose(place);
    if (version == best) removing.push_back(version);
  }
  return shown.lineage;
}

// A version whose home held the effect without showing it is not what the effect lost to: that is
// an older one, which the home showed in its place.
LastWriteWins::Taker LastWriteWins::taker_of(EffectIndex effect, const Version& shown) const {
  for (const Version* version = &shown;;) {
    const Version* base = version->base ? &versions_[*version->base] : nullptr;
    if (std::binary_search(version->taken.begin(), version->taken.end(), effect))
      return {version, true};
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

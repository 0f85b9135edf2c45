#include "sim/history/open_effects.h"

#include <algorithm>
#include <set>

namespace faultline::sim {

const std::vector<EffectIndex>& OpenEffects::up_to_date() {
  const KeyEntry& key = history_->keys()[key_];
  if (revisions_ != key.revisions) {
    revisions_ = key.revisions;
    open_.clear();
    folded_.clear();
    taken_in_ = 0;
    next_look_ = first_look_;
  }
  for (; taken_in_ < key.effects.size(); ++taken_in_)
    if (at(key.effects[taken_in_]).change) open_.push_back(key.effects[taken_in_]);
  if (open_.size() >= next_look_) drop_decided();
  return open_;
}

const engine::Change& OpenEffects::change(EffectIndex effect) const {
  const auto sum = folded_.find(effect);
  return sum == folded_.end() ? *at(effect).change : sum->second;
}

bool OpenEffects::takes(EffectIndex later, EffectIndex earlier) const {
  return later != earlier && engine::takes_away(*at(later).change, *at(earlier).change) &&
         history_->seen(earlier, later);
}

bool OpenEffects::overrules(EffectIndex later, EffectIndex earlier) const {
  return later != earlier && engine::overrules(*at(later).change, *at(earlier).change) &&
         history_->seen(earlier, later);
}

bool OpenEffects::held_everywhere(EffectIndex effect) const {
  const auto& holdings = at(effect).holdings;
  return std::all_of(holdings.begin(), holdings.end(), [](const Holding& h) { return h.held(); });
}

bool OpenEffects::takes_nothing(EffectIndex effect) const {
  return std::none_of(open_.begin(), open_.end(),
                      [&](EffectIndex other) { return overrules(effect, other); });
}

bool OpenEffects::takes_all_of(EffectIndex later, EffectIndex earlier) const {
  return std::all_of(open_.begin(), open_.end(), [&](EffectIndex other) {
    return !overrules(earlier, other) || overrules(later, other);
  });
}

bool OpenEffects::decided(EffectIndex effect) const {
  if (!engine::leaves_a_trace(*at(effect).change) && takes_nothing(effect)) return true;
  return held_everywhere(effect) && std::any_of(open_.begin(), open_.end(), [&](EffectIndex later) {
           return takes(later, effect) && held_everywhere(later) && takes_all_of(later, effect);
         });
}

// Looks again when the list has doubled, so that the looking costs a constant an effect.
void OpenEffects::drop_decided() {
  for (std::size_t i = 0; i < open_.size();)
    if (decided(open_[i]))
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
    else
      ++i;
  fold_increments();
  next_look_ = std::max(first_look_, 2 * open_.size());
}

// Null: no increment, or one by a fraction.
const std::int64_t* OpenEffects::whole_increment(EffectIndex effect) const {
  const auto* increment = std::get_if<engine::string::Increment>(&change(effect));
  return increment == nullptr ? nullptr : std::get_if<std::int64_t>(&increment->delta);
}

// A fraction, or a text that is no whole number: sums that start there are rounded step by step.
bool OpenEffects::starts_fractions(EffectIndex effect) const {
  if (const auto* write = std::get_if<engine::string::Write>(&change(effect)))
    return !engine::parse_integer(write->value.view());
  return std::holds_alternative<engine::string::Increment>(change(effect)) &&
         whole_increment(effect) == nullptr;
}

// Each member's into one, as long as its sum is a whole number: with fractions each step counts,
// and sums are taken member by member.
void OpenEffects::fold_increments() {
  std::vector<EffectIndex> left;
  std::map<engine::MemberId, EffectIndex> into;
  std::set<engine::MemberId> fractional;
  for (const EffectIndex effect : open_) {
    const engine::MemberId member = at(effect).member;
    if (starts_fractions(effect)) fractional.insert(member);
    const std::int64_t* delta = whole_increment(effect);
    const bool folds = delta != nullptr && !fractional.contains(member) &&
                       held_everywhere(effect) &&
                       std::none_of(open_.begin(), open_.end(),
                                    [&](EffectIndex later) { return takes(later, effect); });
    const auto before = into.find(member);
    const auto sum = folds && before != into.end()
                         ? engine::add_checked(*whole_increment(before->second), *delta)
                         : std::nullopt;
    if (sum) {
      folded_.insert_or_assign(before->second, engine::string::Increment{*sum});
      continue;
    }
    into.erase(member);
    if (folds) into.emplace(member, effect);
    left.push_back(effect);
  }
  open_ = std::move(left);
}

}  // namespace faultline::sim

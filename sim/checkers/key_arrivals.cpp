#include "sim/checkers/key_arrivals.h"

#include <algorithm>
#include <utility>

#include "sim/checkers/claimed_order.h"

namespace faultline::sim {

KeyArrivals::KeyArrivals(const History& history, const ReplicaLives& lives, const KeyEntry& key,
                         std::vector<std::size_t> targets)
    : history_(&history),
      key_(&key),
      targets_(std::move(targets)),
      arrivals_(key.effects.size() * targets_.size()),
      logs_(targets_.size()),
      takers_(targets_.size()) {
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    lives_.push_back(lives.all()[targets_[target]]);
    find_arrivals(lives, target);
    find_stand_ins(target);
  }
}

std::size_t KeyArrivals::index(EffectIndex effect, std::size_t target) const {
  const auto place = std::lower_bound(key_->effects.begin(), key_->effects.end(), effect);
  return static_cast<std::size_t>(place - key_->effects.begin()) * targets_.size() + target;
}

void KeyArrivals::demand(EffectIndex effect, std::vector<Demand>& of_targets) const {
  const std::size_t first = index(effect, 0);
  const EffectEntry& entry = history_->effects()[effect];
  const bool takes = engine::takes_seen(*entry.change);
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    const auto& runs = entry.holdings[lives_[target].replica].intervals;
    const Position last_run = runs.empty() ? 0 : runs.back().from;
    of_targets[target].join(
        {arrivals_[first + target].held_from, effect, last_run, takes ? last_run : 0});
  }
}

void KeyArrivals::find_arrivals(const ReplicaLives& lives, std::size_t target) {
  std::vector<Coming>& log = logs_[target];
  log.reserve(key_->effects.size());
  for (std::size_t i = 0; i < key_->effects.size(); ++i) {
    const EffectIndex effect = key_->effects[i];
    Arrival& arrival = arrivals_[i * targets_.size() + target];
    arrival.came = lives.came(history_->effects()[effect], lives_[target]);
    arrival.held_from = arrival.came;
    if (arrival.came != kNever && history_->effects()[effect].change)
      log.push_back({arrival.came, effect});
  }
  std::sort(log.begin(), log.end());
  // Additions take nothing and stand in for nothing, but where whole keys travel.
  const bool whole_keys = history_->deployment().arbitration == engine::Arbitration::kLastWriteWins;
  for (const Coming& each : log)
    if (whole_keys || engine::takes_seen(*history_->effects()[each.effect].change))
      takers_[target].push_back(each);
}

// Looks through what came between an effect's birth and its arrival here.
void KeyArrivals::find_stand_ins(std::size_t target) {
  const ReplicaLife& life = lives_[target];
  const std::vector<Coming>& takers = takers_[target];
  // What ran here without it had not seen it.
  const auto ran_here = [&](const EffectEntry& taker) {
    return taker.home == life.replica && taker.executed_at > life.begin;
  };
  for (std::size_t i = 0; i < key_->effects.size(); ++i) {
    const EffectEntry& effect = history_->effects()[key_->effects[i]];
    Arrival& arrival = arrivals_[i * targets_.size() + target];
    if (!counts(effect) || (effect.home == life.replica && arrival.came != kNever)) continue;
    auto next = std::lower_bound(takers.begin(), takers.end(), Coming{effect.executed_at, 0});
    for (; next != takers.end() && next->at < arrival.came; ++next)
      if (!ran_here(history_->effects()[next->effect]) &&
          stands_in_for(*history_, next->effect, key_->effects[i])) {
        arrival.held_from = next->at;
        break;
      }
  }
}

Position KeyArrivals::hidden_from(EffectIndex effect, std::size_t target) const {
  const Position since = came(effect, target);
  const std::vector<Coming>& takers = takers_[target];
  const bool in_order = history_->deployment().arbitration == engine::Arbitration::kArrivalOrder;
  auto next = in_order ? std::upper_bound(takers.begin(), takers.end(), Coming{since, kNever})
                       : takers.begin();
  for (; next != takers.end(); ++next)
    if (next->effect != effect && hides(*history_, next->effect, effect, lives_[target].replica))
      return std::max(next->at, since);
  return kNever;
}

}  // namespace faultline::sim

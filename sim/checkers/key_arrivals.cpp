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

std::size_t KeyArrivals::target_of(std::size_t life) const {
  return static_cast<std::size_t>(std::find(targets_.begin(), targets_.end(), life) -
                                  targets_.begin());
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
  std::vector<std::pair<Position, EffectIndex>> order;
  for (std::size_t i = 0; i < key_->effects.size(); ++i) {
    const EffectIndex effect = key_->effects[i];
    Arrival& arrival = arrivals_[i * targets_.size() + target];
    arrival.came = lives.came(history_->effects()[effect], lives_[target]);
    arrival.held_from = arrival.came;
    if (arrival.came != kNever && history_->effects()[effect].change)
      order.emplace_back(arrival.came, effect);
  }
  std::sort(order.begin(), order.end());
  // Additions take nothing and stand in for nothing, but where whole keys travel.
  const bool whole_keys = history_->deployment().arbitration == engine::Arbitration::kLastWriteWins;
  for (const auto& [came, effect] : order) {
    logs_[target].push_back(effect);
    if (whole_keys || engine::takes_seen(*history_->effects()[effect].change))
      takers_[target].push_back(effect);
  }
}

// Looks through what came between an effect's birth and its arrival here.
void KeyArrivals::find_stand_ins(std::size_t target) {
  const ReplicaLife& life = lives_[target];
  const std::vector<EffectIndex>& takers = takers_[target];
  std::vector<Position> came_at;
  for (const EffectIndex taker : takers) came_at.push_back(came(taker, target));
  // What ran here without it had not seen it.
  const auto ran_here = [&](const EffectEntry& taker) {
    return taker.home == life.replica && taker.executed_at > life.begin;
  };
  for (std::size_t i = 0; i < key_->effects.size(); ++i) {
    const EffectEntry& effect = history_->effects()[key_->effects[i]];
    Arrival& arrival = arrivals_[i * targets_.size() + target];
    if (!counts(effect) || (effect.home == life.replica && arrival.came != kNever)) continue;
    const auto born = std::lower_bound(came_at.begin(), came_at.end(), effect.executed_at);
    for (auto next = static_cast<std::size_t>(born - came_at.begin());
         next < takers.size() && came_at[next] < arrival.came; ++next)
      if (!ran_here(history_->effects()[takers[next]]) &&
          stands_in_for(*history_, takers[next], key_->effects[i])) {
        arrival.held_from = came_at[next];
        break;
      }
  }
}

Position KeyArrivals::hidden_from(EffectIndex effect, std::size_t target) const {
  const Position since = came(effect, target);
  const bool in_order = history_->deployment().arbitration == engine::Arbitration::kArrivalOrder;
  for (const EffectIndex taker : takers_[target]) {
    const Position taken = came(taker, target);
    if (taker == effect || (in_order && taken <= since)) continue;
    if (hides(*history_, taker, effect, lives_[target].replica)) return std::max(taken, since);
  }
  return kNever;
}

}  // namespace faultline::sim

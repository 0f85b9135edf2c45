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
      arrivals_(key.effects.size() * targets_.size()) {
  for (const std::size_t target : targets_) lives_.push_back(lives.all()[target]);
  find_arrivals(lives);
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    write_log(target);
    find_stand_ins(target);
  }
}

void KeyArrivals::demand(EffectIndex effect, std::vector<Demand>& of_targets) const {
  const std::span<const Arrival> arrivals = of(effect);
  const EffectEntry& entry = history_->effects()[effect];
  const bool takes = engine::takes_seen(*entry.change);
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    const auto runs = entry.holdings[lives_[target].replica].intervals();
    const Position last_run = runs.empty() ? 0 : runs.back().from;
    of_targets[target].join({arrivals[target].held_from, effect, last_run, takes ? last_run : 0});
  }
}

void KeyArrivals::find_arrivals(const ReplicaLives& lives) {
  auto next = arrivals_.begin();
  for (const EffectIndex effect : key_->effects)
    for (const ReplicaLife& life : lives_) {
      next->came = lives.came(history_->effects()[effect], life);
      next->held_from = next->came;
      ++next;
    }
}

void KeyArrivals::write_log(std::size_t target) {
  const auto begin = static_cast<std::ptrdiff_t>(logs_.size());
  for (std::size_t i = 0; i < key_->effects.size(); ++i) {
    const Position came = arrivals_[i * targets_.size() + target].came;
    if (came != kNever && history_->effects()[key_->effects[i]].change)
      logs_.push_back({came, key_->effects[i]});
  }
  if (!std::is_sorted(logs_.begin() + begin, logs_.end()))
    std::sort(logs_.begin() + begin, logs_.end());
  log_ends_.push_back(logs_.size());
  // Additions take nothing and stand in for nothing, but where whole keys travel.
  const bool whole_keys = history_->deployment().arbitration == engine::Arbitration::kLastWriteWins;
  for (const Coming& each : log(target))
    if (whole_keys || engine::takes_seen(*history_->effects()[each.effect].change))
      takers_.push_back(each);
  taker_ends_.push_back(takers_.size());
}

// Looks through what came between an effect's birth and its arrival here.
void KeyArrivals::find_stand_ins(std::size_t target) {
  const ReplicaLife& life = lives_[target];
  const std::span<const Coming> takers = this->takers(target);
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
  const Position since = of(effect)[target].came;
  const std::span<const Coming> takers = this->takers(target);
  const bool in_order = history_->deployment().arbitration == engine::Arbitration::kArrivalOrder;
  auto next = in_order ? std::upper_bound(takers.begin(), takers.end(), Coming{since, kNever})
                       : takers.begin();
  for (; next != takers.end(); ++next)
    if (next->effect != effect && hides(*history_, next->effect, effect, lives_[target].replica))
      return std::max(next->at, since);
  return kNever;
}

}  // namespace faultline::sim

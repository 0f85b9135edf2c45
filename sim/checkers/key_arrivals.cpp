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
      logs_(targets_.size()) {
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    replicas_.push_back(lives.all()[targets_[target]].replica);
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
  const std::vector<Holding>& holdings = history_->effects()[effect].holdings;
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    const auto& intervals = holdings[replicas_[target]].intervals;
    of_targets[target].join({arrivals_[first + target].held_from, effect,
                             intervals.empty() ? 0 : intervals.back().from});
  }
}

void KeyArrivals::find_arrivals(const ReplicaLives& lives, std::size_t target) {
  std::vector<std::pair<Position, EffectIndex>> order;
  for (std::size_t i = 0; i < key_->effects.size(); ++i) {
    const EffectIndex effect = key_->effects[i];
    Arrival& arrival = arrivals_[i * targets_.size() + target];
    arrival.came = lives.came(history_->effects()[effect], lives.all()[targets_[target]]);
    arrival.held_from = arrival.came;
    if (arrival.came != kNever && history_->effects()[effect].change)
      order.emplace_back(arrival.came, effect);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [came, effect] : order) logs_[target].push_back(effect);
}

// Looks through what came between an effect's birth and its arrival here, at what can have taken
// something: additions stand in for nothing but where whole keys travel.
void KeyArrivals::find_stand_ins(std::size_t target) {
  const bool whole_keys = history_->deployment().arbitration == engine::Arbitration::kLastWriteWins;
  std::vector<std::pair<Position, EffectIndex>> takers;
  for (const EffectIndex effect : logs_[target])
    if (whole_keys || engine::takes_seen(*history_->effects()[effect].change))
      takers.emplace_back(came(effect, target), effect);
  for (std::size_t i = 0; i < key_->effects.size(); ++i) {
    const EffectEntry& effect = history_->effects()[key_->effects[i]];
    Arrival& arrival = arrivals_[i * targets_.size() + target];
    if (!counts(effect) || (effect.home == replicas_[target] && arrival.came != kNever)) continue;
    auto next = std::lower_bound(takers.begin(), takers.end(),
                                 std::pair(effect.executed_at, EffectIndex{0}));
    for (; next != takers.end() && next->first < arrival.came; ++next)
      if (stands_in_for(*history_, next->second, key_->effects[i])) {
        arrival.held_from = next->first;
        break;
      }
  }
}

void KeyArrivals::show(EffectIndex effect, LocalReplica replica,
                       std::vector<EffectIndex>& shown) const {
  // What came first hides nothing that comes later but by its stamp.
  const bool hidden = history_->deployment().arbitration != engine::Arbitration::kArrivalOrder &&
                      std::any_of(shown.begin(), shown.end(), [&](EffectIndex other) {
                        return hides(*history_, other, effect, replica);
                      });
  std::erase_if(shown, [&](EffectIndex other) { return hides(*history_, effect, other, replica); });
  if (!hidden) shown.push_back(effect);
}

std::vector<std::vector<EffectIndex>> KeyArrivals::shown_at(
    std::size_t target, const std::vector<Position>& positions) const {
  std::vector<std::vector<EffectIndex>> all;
  std::vector<EffectIndex> shown;
  auto next = logs_[target].begin();
  for (const Position position : positions) {
    for (; next != logs_[target].end() && came(*next, target) < position; ++next)
      show(*next, replicas_[target], shown);
    all.emplace_back();
    for (const EffectIndex effect : shown)
      if (counts(history_->effects()[effect])) all.back().push_back(effect);
  }
  return all;
}

}  // namespace faultline::sim

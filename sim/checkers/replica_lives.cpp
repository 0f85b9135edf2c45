#include "sim/checkers/replica_lives.h"

#include <algorithm>
#include <set>

namespace faultline::sim {
namespace {

namespace observation = engine::observation;

// Dropped and taken up again at once: it has another place in the order of what ran, and was there
// all the time for whoever looks.
bool goes_on(const Holding& holding, std::size_t interval) {
  return interval + 1 < holding.intervals().size() &&
         holding.intervals()[interval + 1].from <= holding.intervals()[interval].to + 1;
}

}  // namespace

void Restorations::observe(const History::Where& where, const engine::Observation& what,
                           Position position) {
  const auto* applied = std::get_if<observation::Applied>(&what);
  const bool restores = applied != nullptr && applied->how == observation::How::kRestored;
  if (!restores && !std::holds_alternative<observation::SnapshotAdopted>(what)) return;
  if (!steps_.empty() && steps_.back().process == where.process && steps_.back().at == where.now) {
    steps_.back().last = position;
    return;
  }
  steps_.push_back({position, position, where.process, where.now});
}

Position Restorations::moment(Position position) const {
  const auto after =
      std::upper_bound(steps_.begin(), steps_.end(), position,
                       [](Position wanted, const Step& step) { return wanted < step.first; });
  if (after == steps_.begin()) return position;
  const Step& step = *std::prev(after);
  return position <= step.last ? step.first : position;
}

ReplicaLives::ReplicaLives(const History& history, const Restorations& restorations)
    : restorations_(&restorations) {
  std::vector<std::set<Position>> begins;
  for (const KeyEntry& key : history.keys())
    if (begins.size() < key.replicas.size()) begins.resize(key.replicas.size(), {0});
  for (const EffectEntry& effect : history.effects())
    for (LocalReplica r = 0; r < effect.holdings.size(); ++r) {
      const Holding& holding = effect.holdings[r];
      for (std::size_t i = 0; i < holding.intervals().size(); ++i)
        if (holding.intervals()[i].to != kNever && !goes_on(holding, i))
          begins[r].insert(holding.intervals()[i].to);
    }
  for (LocalReplica r = 0; r < begins.size(); ++r) {
    first_.push_back(lives_.size());
    for (const Position begin : begins[r]) {
      if (begin != 0) lives_.back().end = begin;
      lives_.push_back({r, begin, kNever});
    }
  }
}

std::size_t ReplicaLives::at(LocalReplica replica, Position position) const {
  std::size_t life = first_.at(replica);
  while (lives_[life].end < position) ++life;
  return life;
}

Position ReplicaLives::came(const EffectEntry& effect, const ReplicaLife& life) const {
  if (life.replica >= effect.holdings.size()) return kNever;
  for (const Holding::Interval& interval : effect.holdings[life.replica].intervals()) {
    if (interval.to <= life.begin) continue;
    if (interval.from >= life.end) break;
    return std::max(restorations_->moment(interval.from), life.begin);
  }
  return kNever;
}

}  // namespace faultline::sim

#include "sim/history/entries.h"

#include <algorithm>
#include <utility>

#include "engine/base/hash.h"

namespace faultline::sim {

engine::Hash128 effect_hash(OperationIndex operation, std::uint32_t unit) {
  const std::uint64_t name = static_cast<std::uint64_t>(operation) << 32 | unit;
  return {engine::mix64(name + 0x9e3779b97f4a7c15ULL), engine::mix64(name ^ 0xd1b54a32d192ed03ULL)};
}

Holding::Uncommon& Holding::uncommon() {
  if (!uncommon_) uncommon_ = std::make_unique<Uncommon>();
  return *uncommon_;
}

void Holding::begin(Position at, engine::Instant now) {
  const Interval interval{at, kNever, now};
  if (!ever())
    only_ = interval;
  else
    uncommon().intervals.push_back(interval);
}

void Holding::end(Position at, engine::Instant now) {
  Uncommon& all = uncommon();
  if (all.intervals.empty()) all.intervals.push_back(only_);
  all.intervals.back().to = at;
  all.ends.push_back(now);
  all.parts.clear();
}

void Holding::set_own_change(std::optional<engine::Change> change) {
  if (change || own_change() != nullptr) uncommon().own_change = std::move(change);
}

void Holding::add_part(Position at, const engine::Change& change) {
  uncommon().parts.push_back({at, change});
}

engine::Instant Holding::came_before(Position position) const {
  engine::Instant came = first_at();
  for (const Interval& interval : intervals())
    if (interval.from < position) came = interval.since;
  return came;
}

Position Holding::last_run_before(Position position) const {
  Position last = 0;
  for (const Interval& interval : intervals())
    if (interval.from < position) last = interval.from;
  return last;
}

namespace {

template <class Each>
std::optional<LocalReplica> place_in(const std::vector<Each>& list, Each what) {
  const auto found = std::find(list.begin(), list.end(), what);
  if (found == list.end()) return std::nullopt;
  return static_cast<LocalReplica>(found - list.begin());
}

}  // namespace

std::optional<LocalReplica> KeyEntry::served_by(engine::ProcessId process) const {
  return place_in(holders, process);
}

std::optional<LocalReplica> KeyEntry::of_copy(std::uint32_t copy) const {
  return place_in(copies, copy);
}

std::size_t KeyEntry::place_of(EffectIndex effect) const {
  const auto place = std::lower_bound(effects.begin(), effects.end(), effect);
  return static_cast<std::size_t>(place - effects.begin());
}

}  // namespace faultline::sim

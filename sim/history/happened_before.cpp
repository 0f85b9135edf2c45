#include "sim/history/happened_before.h"

#include <algorithm>
#include <numeric>

namespace faultline::sim {

namespace {

void join_clock(std::vector<std::uint32_t>& into, const std::vector<std::uint32_t>& other) {
  if (into.size() < other.size()) into.resize(other.size());
  for (std::size_t client = 0; client < other.size(); ++client)
    into[client] = std::max(into[client], other[client]);
}

}  // namespace

struct HappenedBefore::Event {
  enum class Kind : std::uint8_t { kRan, kRanByItself, kHeld, kLost };
  Position at = 0;
  Kind kind{};
  std::uint32_t subject = 0;  // an operation, else an effect
  std::uint32_t where = 0;    // the process that ran it, else the local replica
};

HappenedBefore::HappenedBefore(const History& history) : history_(history) {
  const std::size_t clients = history.load().clients.size();
  numbers_.resize(history.load().arrivals.size());
  operations_.resize(numbers_.size());
  newest_.assign(clients, kNever);
  std::vector<std::uint32_t> issued(clients);
  for (const OperationIndex operation : history.issued())
    numbers_[operation] = ++issued[history.operation(operation).client];
  std::size_t copies = 0;
  for (const KeyEntry& key : history.keys()) {
    first_told_.push_back(copies);
    copies += key.replicas.size();
  }
  told_.resize(copies);
  find_those_asked();
  for (const Event& event : events()) happen(event);
  told_ = {};
}

template <class Visitor>
void HappenedBefore::visit_holding(EffectIndex effect, LocalReplica replica,
                                   const Visitor& visitor) const {
  const auto intervals = history_.effects()[effect].holdings[replica].intervals();
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    visitor(Event{intervals[i].from, Event::Kind::kHeld, effect, replica});
    // What runs again is not lost in between.
    const bool goes_on = i + 1 < intervals.size() && intervals[i + 1].from <= intervals[i].to + 1;
    if (intervals[i].to != kNever && !goes_on)
      visitor(Event{intervals[i].to, Event::Kind::kLost, effect, replica});
  }
}

template <class Visitor>
void HappenedBefore::visit_runs(const Visitor& visitor) const {
  for (const OperationIndex index : history_.issued()) {
    const OperationEntry& operation = history_.operation(index);
    for (const Execution& execution : operation.executions) {
      const auto is_home = [&](engine::ProcessId home) {
        return history_.copy_of(home) == history_.copy_of(execution.replica);
      };
      if (operation.homes.empty() ||
          std::any_of(operation.homes.begin(), operation.homes.end(), is_home))
        visitor(Event{execution.position, Event::Kind::kRan, index, execution.replica.value()});
    }
  }
}

// In the order of time: counted first, and each put in its place then.
std::vector<HappenedBefore::Event> HappenedBefore::events() const {
  const auto visit_all = [&](const auto& visitor) {
    visit_runs(visitor);
    for (EffectIndex index = 0; index < history_.effects().size(); ++index) {
      const EffectEntry& effect = history_.effects()[index];
      if (effect.unasked() && effect.executed_at != kNever)
        visitor(Event{effect.executed_at, Event::Kind::kRanByItself, index, effect.home});
      for (LocalReplica r = 0; r < effect.holdings.size(); ++r) visit_holding(index, r, visitor);
    }
  };
  std::vector<std::uint32_t> places(std::size_t{history_.position()} + 2);  // by position
  visit_all([&](const Event& event) { ++places[event.at + 1]; });
  std::partial_sum(places.begin(), places.end(), places.begin());
  std::vector<Event> events(places.back());
  visit_all([&](const Event& event) { events[places[event.at]++] = event; });
  return events;
}

template <class Visitor>
void HappenedBefore::visit_keys(OperationIndex index, engine::ProcessId at,
                                const Visitor& visitor) const {
  const OperationEntry& operation = history_.operation(index);
  if (operation.kind == nullptr) return;
  for (const engine::Bytes& name : engine::keys_of(*operation.kind, operation.command)) {
    const KeyEntry* key = history_.find_key(name);
    if (key == nullptr) continue;
    if (const auto local = key->of_copy(history_.copy_of(at)))
      visitor(history_.index_of(*key), *local);
  }
}

// Most copies only take in what others ran.
void HappenedBefore::find_those_asked() {
  visit_runs([&](const Event& event) {
    visit_keys(event.subject, engine::ProcessId(event.where),
               [&](KeyIndex key, LocalReplica replica) { told_of(key, replica).asked = true; });
  });
  for (const EffectEntry& effect : history_.effects())
    if (effect.unasked() && effect.executed_at != kNever)
      told_of(effect.key, effect.home).asked = true;
}

void HappenedBefore::happen(const Event& event) {
  if (event.kind == Event::Kind::kRan)
    return run(event.subject, engine::ProcessId(event.where), event.at);
  if (event.kind == Event::Kind::kRanByItself) return run_by_itself(event.subject);
  const EffectEntry& effect = history_.effects()[event.subject];
  Told& told = told_of(effect.key, event.where);
  if (event.kind == Event::Kind::kLost)
    told.lost = true;
  else if (const Clock& clock =
               effect.unasked() ? unasked_[event.subject] : clock_of(effect.operation);
           told.asked)
    join_clock(told.clock, clock);
}

HappenedBefore::Clock& HappenedBefore::clock_of(OperationIndex operation) {
  Clock& clock = operations_[operation];
  if (!clock.empty()) return clock;
  const std::uint32_t client = history_.operation(operation).client;
  OperationIndex& newest = newest_[client];
  clock.resize(newest_.size());
  if (newest == kNever || numbers_[newest] < numbers_[operation]) {
    if (newest != kNever) clock = operations_[newest];
    newest = operation;
  }
  clock[client] = numbers_[operation];
  return clock;
}

void HappenedBefore::run(OperationIndex index, engine::ProcessId home, Position at) {
  Clock& clock = clock_of(index);
  visit_keys(index, home, [&](KeyIndex key, LocalReplica replica) {
    join_clock(clock, told(key, replica, at));
  });
}

void HappenedBefore::run_by_itself(EffectIndex index) {
  const EffectEntry& effect = history_.effects()[index];
  join_clock(unasked_[index], told(effect.key, effect.home, effect.executed_at));
}

const HappenedBefore::Clock& HappenedBefore::told(KeyIndex key, LocalReplica replica, Position at) {
  Told& told = told_of(key, replica);
  if (!told.lost) return told.clock;
  told = {{}, false, true};
  for (const EffectIndex index : history_.keys()[key].effects) {
    const EffectEntry& effect = history_.effects()[index];
    if (!effect.holdings[replica].held_at(at)) continue;
    join_clock(told.clock, effect.unasked() ? unasked_[index] : clock_of(effect.operation));
  }
  return told.clock;
}

bool HappenedBefore::before(EffectIndex u, EffectIndex v) const {
  if (history_.saw(v, u)) return true;
  const EffectEntry& earlier = history_.effects()[u];
  const EffectEntry& later = history_.effects()[v];
  if (earlier.unasked() || earlier.operation == later.operation) return false;
  const Clock* clock = &operations_[later.operation];
  if (later.unasked()) {
    const auto found = unasked_.find(v);
    if (found == unasked_.end()) return false;
    clock = &found->second;
  }
  const std::uint32_t client = history_.operation(earlier.operation).client;
  return client < clock->size() && (*clock)[client] >= numbers_[earlier.operation];
}

}  // namespace faultline::sim

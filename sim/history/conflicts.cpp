#include "sim/history/conflicts.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "sim/history/antichain.h"

namespace faultline::sim {
namespace {

using Number =
    std::uint32_t;  // of an update among those of its key, in the order in which they ran
using Chain = std::uint32_t;

// How many of a chain one knows: its first so many.
using Clock = std::vector<Number>;

bool is_update(const EffectEntry& effect) {
  return effect.change && !effect.implied() && effect.executed_at != kNever;
}

std::string type_of_key(const History& history, const KeyEntry& key) {
  for (const EffectIndex index : key.effects) {
    const auto& change = history.effects()[index].change;
    if (change && engine::type_of(*change) != engine::kAnyType)
      return std::string(engine::type_name(engine::type_of(*change)));
  }
  return "key";
}

// The updates of one key and what each knew of the others when it ran. Those that ran at one home
// are a chain, each having seen the one before; where a crash took that from the home, a new chain
// begins. Knowing one of a chain is knowing all before it, through it.
class KeyOrder {
 public:
  KeyOrder(const History& history, const KeyEntry& key) : history_(history), key_(key) {
    for (const EffectIndex index : key.effects)
      if (is_update(history.effects()[index])) updates_.push_back(index);
    std::stable_sort(updates_.begin(), updates_.end(), [&](EffectIndex a, EffectIndex b) {
      const EffectEntry& one = history.effects()[a];
      const EffectEntry& other = history.effects()[b];
      return std::tie(one.executed_at, one.operation, one.unit) <
             std::tie(other.executed_at, other.operation, other.unit);
    });
    make_chains();
    find_clocks();
  }

  [[nodiscard]] std::size_t size() const { return updates_.size(); }
  [[nodiscard]] std::uint64_t concurrent_pairs() const;
  [[nodiscard]] Width width() const;

 private:
  struct Event {
    Position at = 0;
    Number number = 0;
    enum class What { kRuns, kComes, kGoes } what = What::kRuns;
    LocalReplica replica = 0;
  };

  [[nodiscard]] const EffectEntry& effect(Number number) const {
    return history_.effects()[updates_[number]];
  }
  void make_chains();
  void find_clocks();
  [[nodiscard]] std::vector<Event> events() const;
  void run(Number number);
  void learn(Clock& clock, Number number) const;
  void go(const Event& event);
  [[nodiscard]] bool before(Number earlier, Number later) const {
    return place_[earlier] < clocks_[later][chain_[earlier]];
  }
  [[nodiscard]] Number first_unknown(Number number) const;
  [[nodiscard]] Width width_between(Number from, Number to, const Width& so_far) const;

  const History& history_;
  const KeyEntry& key_;
  std::vector<EffectIndex> updates_;
  std::vector<Chain> chain_;                 // by number
  std::vector<Number> place_;                // in its chain
  std::vector<std::vector<Number>> chains_;  // their members
  std::vector<Clock> clocks_;                // by number: what it knew
  std::vector<Clock> held_;  // by replica: up to the last of a chain that it holds now
  std::map<std::uint32_t, Number> last_of_client_;
};

void KeyOrder::make_chains() {
  std::map<LocalReplica, Chain> of_home;
  for (Number number = 0; number < updates_.size(); ++number) {
    const auto [home, first] = of_home.emplace(effect(number).home, Chain{});
    const bool follows =
        !first && history_.saw(updates_[number], updates_[chains_[home->second].back()]);
    if (!follows) {
      home->second = static_cast<Chain>(chains_.size());
      chains_.emplace_back();
    }
    chain_.push_back(home->second);
    place_.push_back(static_cast<Number>(chains_[home->second].size()));
    chains_[home->second].push_back(number);
  }
}

// What runs at a position has not yet met what comes or goes there.
std::vector<KeyOrder::Event> KeyOrder::events() const {
  std::vector<Event> events;
  for (Number number = 0; number < updates_.size(); ++number) {
    events.push_back({effect(number).executed_at, number, Event::What::kRuns, 0});
    for (LocalReplica r = 0; r < key_.replicas.size(); ++r)
      for (const Holding::Interval& interval : effect(number).holdings[r].intervals()) {
        events.push_back({interval.from, number, Event::What::kComes, r});
        if (interval.to != kNever) events.push_back({interval.to, number, Event::What::kGoes, r});
      }
  }
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.at, a.what) < std::tie(b.at, b.what);
  });
  return events;
}

void KeyOrder::find_clocks() {
  clocks_.resize(updates_.size());
  held_.assign(key_.replicas.size(), Clock(chains_.size()));
  for (const Event& event : events()) {
    Number& held = held_[event.replica][chain_[event.number]];
    if (event.what == Event::What::kRuns)
      run(event.number);
    else if (event.what == Event::What::kComes)
      held = std::max(held, place_[event.number] + 1);
    else if (held == place_[event.number] + 1)
      go(event);
  }
}

// The last that is left of the chain.
void KeyOrder::go(const Event& event) {
  const std::vector<Number>& members = chains_[chain_[event.number]];
  Number& held = held_[event.replica][chain_[event.number]];
  const auto is_held = [&](Number number) {
    return effect(number).holdings[event.replica].held_at(event.at + 1);
  };
  while (held > 0 && !is_held(members[held - 1])) --held;
}

void KeyOrder::learn(Clock& clock, Number number) const {
  if (place_[number] < clock[chain_[number]]) return;
  for (Chain chain = 0; chain < clock.size(); ++chain)
    clock[chain] = std::max(clock[chain], clocks_[number][chain]);
  clock[chain_[number]] = place_[number] + 1;
}

void KeyOrder::run(Number number) {
  Clock& clock = clocks_[number];
  clock.resize(chains_.size());
  const LocalReplica home = effect(number).home;
  const Position at = effect(number).executed_at;
  for (Chain chain = 0; chain < chains_.size(); ++chain) {
    const std::vector<Number>& members = chains_[chain];
    Number known = held_[home][chain];
    // What came here before it ran at its own home has not happened yet.
    while (known > 0 &&
           (members[known - 1] >= number || !effect(members[known - 1]).holdings[home].held_at(at)))
      --known;
    if (known > 0) learn(clock, members[known - 1]);
  }
  const auto place = place_[number];
  if (place > 0) learn(clock, chains_[chain_[number]][place - 1]);
  const auto client = history_.operation(effect(number).operation).client;
  const auto [last, first] = last_of_client_.emplace(client, number);
  if (!first) learn(clock, std::exchange(last->second, number));
}

std::uint64_t KeyOrder::concurrent_pairs() const {
  std::uint64_t pairs = 0;
  for (Number number = 0; number < updates_.size(); ++number) {
    pairs += number;
    for (const Number known : clocks_[number]) pairs -= known;
  }
  return pairs;
}

// Before which all others were known to it.
Number KeyOrder::first_unknown(Number number) const {
  Number first = number;
  for (Chain chain = 0; chain < chains_.size(); ++chain) {
    const Number known = clocks_[number][chain];
    if (known < chains_[chain].size()) first = std::min(first, chains_[chain][known]);
  }
  return first;
}

Width KeyOrder::width_between(Number from, Number to, const Width& so_far) const {
  std::vector<Chain> chains(chain_.begin() + from, chain_.begin() + to);
  std::sort(chains.begin(), chains.end());
  chains.erase(std::unique(chains.begin(), chains.end()), chains.end());
  if (chains.size() <= so_far.size) return so_far;
  const Width here = widest_antichain(to - from, chains.size(), [&](std::size_t a, std::size_t b) {
    return before(static_cast<Number>(from + a), static_cast<Number>(from + b));
  });
  return {std::max(so_far.size, here.size), so_far.exact && here.exact};
}

// An antichain never spans a moment after which everybody knows all that was before.
Width KeyOrder::width() const {
  Width widest{0, true};
  auto unknown = static_cast<Number>(size());
  auto end = static_cast<Number>(size());
  for (Number number = end; number-- > 0;) {
    unknown = std::min(unknown, first_unknown(number));
    if (unknown < number) continue;
    widest = width_between(number, end, widest);
    end = number;
  }
  return widest;
}

}  // namespace

std::vector<ConflictPressure> conflict_pressure(const History& history) {
  std::map<std::tuple<std::string, std::uint64_t, bool>, ConflictPressure> rows;
  for (const KeyEntry& key : history.keys()) {
    const KeyOrder order(history, key);
    if (order.size() == 0) continue;
    const Width width = order.width();
    std::string type = type_of_key(history, key);
    ConflictPressure& row = rows[{type, width.size, width.exact}];
    row.type = std::move(type);
    row.width = width.size;
    row.exact = width.exact;
    ++row.keys;
    row.updates += order.size();
    row.concurrent_pairs += order.concurrent_pairs();
  }
  std::vector<ConflictPressure> all;
  for (auto& [name, row] : rows) all.push_back(std::move(row));
  return all;
}

}  // namespace faultline::sim

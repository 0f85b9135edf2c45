#include "sim/history/comebacks.h"

#include <algorithm>

namespace faultline::sim {
namespace {

// Of what came in its order the part that came before that position, as its end.
template <class List>
auto came_before(Position at, const List& list) {
  return std::lower_bound(list.begin(), list.end(), at,
                          [](const auto& each, Position end) { return each.from < end; });
}

}  // namespace

bool Comebacks::happened_before(EffectIndex earlier, EffectIndex later) {
  if (history_.saw(later, earlier)) return true;
  if (!happened_before_) happened_before_.emplace(history_);
  return happened_before_->before(earlier, later);
}

Comebacks::Deeds Comebacks::deeds_of(EffectIndex index, LocalReplica replica) const {
  const EffectEntry& effect = history_.effects()[index];
  if (effect.change) {
    const engine::Change& change = history_.change_at(index, replica);
    return {added_by(change), taken_by_name(change), engine::overwrites(change)};
  }
  // It did nothing anywhere, but a client was told that what it named is gone.
  const OperationEntry& operation = history_.operation(effect.operation);
  if (effect.implied() || operation.kind == nullptr) return {};
  const auto removed = removal_of(*operation.kind, operation.units.at(effect.unit));
  if (!removed) return {};
  if (removed->is_key()) return {{}, {}, true};
  return {{}, {*removed}, false};
}

bool Comebacks::loses_elements(KeyIndex key) {
  const auto [found, added] = loses_elements_.try_emplace(key);
  if (!added) return found->second;
  const std::vector<EffectIndex>& effects = history_.keys()[key].effects;
  const bool loses = std::any_of(effects.begin(), effects.end(), [&](EffectIndex index) {
    const EffectEntry& effect = history_.effects()[index];
    // What did nothing anywhere may have removed by its words; a string's new value takes nothing.
    return !effect.change || !engine::leaves_a_trace(*effect.change) ||
           (engine::overwrites(*effect.change) &&
            !std::holds_alternative<engine::string::Write>(*effect.change));
  });
  return loses_elements_[key] = loses;
}

Comebacks::Traces& Comebacks::traces_of(KeyIndex key, LocalReplica replica) {
  const auto [found, added] = traces_.try_emplace({key, replica});
  Traces& traces = found->second;
  if (!added) return traces;
  Deeds own;
  for (const EffectIndex index : history_.keys()[key].effects) {
    const auto& intervals = history_.effects()[index].holdings[replica].intervals;
    if (intervals.empty()) continue;
    const bool as_at_home = !history_.effects()[index].holdings[replica].own_change.has_value();
    auto known = as_at_home ? deeds_.find(index) : deeds_.end();
    if (as_at_home && known == deeds_.end())
      known = deeds_.emplace(index, deeds_of(index, replica)).first;
    const Deeds& deeds = as_at_home ? known->second : (own = deeds_of(index, replica));
    for (const Holding::Interval& interval : intervals) {
      const At at{interval.from, interval.to, index};
      for (const Element& put : deeds.puts) traces.elements[put].additions.push_back(at);
      for (const Element& taken : deeds.takes) traces.elements[taken].removals.push_back(at);
      if (deeds.takes_all)
        (deeds.puts.empty() ? traces.deletions : traces.replacements).push_back(at);
    }
  }
  const auto by_arrival = [](List& list) {
    std::stable_sort(list.begin(), list.end(),
                     [](const At& a, const At& b) { return a.from < b.from; });
  };
  for (auto& [element, lists] : traces.elements) {
    by_arrival(lists.additions);
    by_arrival(lists.removals);
  }
  by_arrival(traces.deletions);
  by_arrival(traces.replacements);
  return traces;
}

// Before that nobody can have known of it.
Position Comebacks::begin_of(EffectIndex index) const {
  const EffectEntry& effect = history_.effects()[index];
  Position begin = effect.executed_at;
  for (const Holding& holding : effect.holdings)
    if (holding.ever()) begin = std::min(begin, holding.intervals.front().from);
  return begin;
}

// The last of the removals that came before `at` and happened after the addition.
std::optional<EffectIndex> Comebacks::last_after(EffectIndex addition, const List& removals,
                                                 Position at) {
  const Position begin = begin_of(addition);
  for (auto next = came_before(at, removals); next != removals.begin();) {
    --next;
    if (next->from < begin) return std::nullopt;
    if (happened_before(addition, next->effect)) return next->effect;
  }
  return std::nullopt;
}

std::optional<EffectIndex> Comebacks::removal_after(EffectIndex addition, const Traces& traces,
                                                    const Comeback& where) {
  const OfElement& lists = traces.elements.at(where.element);
  if (const auto removal = last_after(addition, lists.removals, where.at)) return removal;
  if (const auto removal = last_after(addition, traces.deletions, where.at)) return removal;
  if (where.element.is_key() || traces.replacements.empty()) return std::nullopt;
  List others = traces.replacements;
  std::erase_if(others, [&](const At& each) {
    return std::any_of(lists.additions.begin(), lists.additions.end(),
                       [&](const At& put) { return put.effect == each.effect; });
  });
  return last_after(addition, others, where.at);
}

std::optional<Comeback> Comebacks::look(KeyIndex key, LocalReplica replica, const Element& element,
                                        Position at) {
  if (!loses_elements(key)) return std::nullopt;
  Traces& traces = traces_of(key, replica);
  const auto found = traces.elements.find(element);
  if (found == traces.elements.end()) return std::nullopt;
  OfElement& lists = found->second;
  const auto count = [at](const List& list) {
    return static_cast<std::size_t>(came_before(at, list) - list.begin());
  };
  const std::size_t additions = count(lists.additions);
  const std::size_t removals =
      count(lists.removals) + count(traces.deletions) + count(traces.replacements);
  if (removals == 0) return std::nullopt;
  const auto still_held = [&](const Comeback& before) {
    return before.at <= at && history_.effects()[before.addition].holdings[replica].held_at(at);
  };
  if (lists.comeback && lists.additions_then == additions && still_held(*lists.comeback)) {
    lists.comeback->at = at;
    return lists.comeback;
  }
  lists.comeback.reset();
  for (std::size_t i = additions; i-- > 0;) {
    const At& addition = lists.additions[i];
    if (addition.to < at) continue;
    if (lists.stands == addition.effect && lists.removals_then == removals) return std::nullopt;
    const auto removal = removal_after(addition.effect, traces, {key, replica, element, at, 0, 0});
    if (!removal) {
      lists.comeback.reset();
      lists.stands = addition.effect;
      lists.removals_then = removals;
      return std::nullopt;
    }
    if (!lists.comeback)
      lists.comeback = Comeback{key, replica, element, at, addition.effect, *removal};
  }
  lists.additions_then = additions;
  return lists.comeback;
}

std::optional<EffectIndex> Comebacks::unseen_addition(const Comeback& comeback) {
  const Traces& traces = traces_of(comeback.key, comeback.replica);
  const OfElement& lists = traces.elements.at(comeback.element);
  for (const At& addition : lists.additions) {
    if (addition.from >= comeback.at || addition.to < comeback.at) continue;
    const auto takes = [&](const At& removal) {
      return removal.from < comeback.at && history_.seen(addition.effect, removal.effect);
    };
    const auto none = [&](const List& list) {
      return std::none_of(list.begin(), list.end(), takes);
    };
    if (none(lists.removals) && none(traces.deletions) && none(traces.replacements))
      return addition.effect;
  }
  return std::nullopt;
}

}  // namespace faultline::sim

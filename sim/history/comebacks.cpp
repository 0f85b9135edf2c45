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

Comebacks::Deeds Comebacks::deeds_of(EffectIndex index, std::optional<LocalReplica> replica,
                                     std::map<Element, Number>& numbers) const {
  const auto number = [&](const Element& element) {
    return numbers.try_emplace(element, static_cast<Number>(numbers.size())).first->second;
  };
  Deeds deeds;
  const EffectEntry& effect = history_.effects()[index];
  if (effect.change) {
    const engine::Change& change = history_.change_at(index, replica);
    for (const Element& put : added_by(change)) deeds.puts.push_back(number(put));
    for (const Element& taken : taken_by_name(change)) deeds.takes.push_back(number(taken));
    deeds.takes_all = engine::overwrites(change);
    return deeds;
  }
  // It did nothing anywhere, but a client was told that what it named is gone.
  const OperationEntry& operation = history_.operation(effect.operation);
  if (effect.implied() || operation.kind == nullptr) return deeds;
  const auto removed = removal_of(*operation.kind, operation.units.at(effect.unit));
  if (!removed) return deeds;
  if (removed->is_key())
    deeds.takes_all = true;
  else
    deeds.takes.push_back(number(*removed));
  return deeds;
}

bool Comebacks::loses_elements(const KeyEntry& key) const {
  return std::any_of(key.effects.begin(), key.effects.end(), [&](EffectIndex index) {
    const EffectEntry& effect = history_.effects()[index];
    // What did nothing anywhere may have removed by its words; a string's new value takes nothing.
    return !effect.change || !engine::leaves_a_trace(*effect.change) ||
           (engine::overwrites(*effect.change) &&
            !std::holds_alternative<engine::string::Write>(*effect.change));
  });
}

Comebacks::OfKey& Comebacks::of_key(KeyIndex index) {
  if (keys_[index]) return *keys_[index];
  const KeyEntry& key = history_.keys()[index];
  OfKey& of_key = *(keys_[index] = std::make_unique<OfKey>());
  of_key.loses_elements = loses_elements(key);
  if (!of_key.loses_elements) return of_key;
  of_key.replicas.resize(key.replicas.size());
  for (const EffectIndex effect : key.effects)
    of_key.deeds.push_back(deeds_of(effect, std::nullopt, of_key.numbers));
  return of_key;
}

Comebacks::Traces& Comebacks::traces_of(OfKey& of_key, KeyIndex key, LocalReplica replica) {
  if (of_key.replicas[replica]) return *of_key.replicas[replica];
  Traces& traces = of_key.replicas[replica].emplace();
  const std::vector<EffectIndex>& effects = history_.keys()[key].effects;
  Deeds own;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const Holding& holding = history_.effects()[effects[i]].holdings[replica];
    if (!holding.ever()) continue;
    const bool has_own = holding.own_change() != nullptr;
    if (has_own) own = deeds_of(effects[i], replica, of_key.numbers);
    const Deeds& deeds = has_own ? own : of_key.deeds[i];
    traces.elements.resize(of_key.numbers.size());
    for (const Holding::Interval& interval : holding.intervals()) {
      const At at{interval.from, interval.to, effects[i]};
      for (const Number put : deeds.puts) traces.elements[put].additions.push_back(at);
      for (const Number taken : deeds.takes) traces.elements[taken].removals.push_back(at);
      if (deeds.takes_all)
        (deeds.puts.empty() ? traces.deletions : traces.replacements).push_back(at);
    }
  }
  const auto by_arrival = [](List& list) {
    const auto came_first = [](const At& a, const At& b) { return a.from < b.from; };
    if (!std::is_sorted(list.begin(), list.end(), came_first))
      std::stable_sort(list.begin(), list.end(), came_first);
  };
  for (OfElement& lists : traces.elements) {
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
    if (holding.ever()) begin = std::min(begin, holding.intervals().front().from);
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
                                                    const OfElement& lists, bool is_key,
                                                    Position at) {
  if (const auto removal = last_after(addition, lists.removals, at)) return removal;
  if (const auto removal = last_after(addition, traces.deletions, at)) return removal;
  if (is_key || traces.replacements.empty()) return std::nullopt;
  List others = traces.replacements;
  std::erase_if(others, [&](const At& each) {
    return std::any_of(lists.additions.begin(), lists.additions.end(),
                       [&](const At& put) { return put.effect == each.effect; });
  });
  return last_after(addition, others, at);
}

std::optional<Comeback> Comebacks::look(KeyIndex key, LocalReplica replica, const Element& element,
                                        Position at) {
  OfKey& of_key = this->of_key(key);
  if (!of_key.loses_elements) return std::nullopt;
  Traces& traces = traces_of(of_key, key, replica);
  const auto found = of_key.numbers.find(element);
  if (found == of_key.numbers.end() || found->second >= traces.elements.size()) return std::nullopt;
  OfElement& lists = traces.elements[found->second];
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
  const auto put_it_there = [&](EffectIndex addition) {
    return history_.effects()[addition].holdings[replica].changed;
  };
  for (std::size_t i = additions; i-- > 0;) {
    const At& addition = lists.additions[i];
    if (addition.to < at) continue;
    if (lists.stands == addition.effect && lists.removals_then == removals) return std::nullopt;
    const auto removal = removal_after(addition.effect, traces, lists, element.is_key(), at);
    if (!removal) {
      lists.comeback.reset();
      lists.stands = addition.effect;
      lists.removals_then = removals;
      return std::nullopt;
    }
    if (!lists.comeback ||
        (!put_it_there(lists.comeback->addition) && put_it_there(addition.effect)))
      lists.comeback = Comeback{key, replica, element, at, addition.effect, *removal};
  }
  lists.additions_then = additions;
  return lists.comeback;
}

std::optional<EffectIndex> Comebacks::unseen_addition(const Comeback& comeback) {
  OfKey& of_key = this->of_key(comeback.key);
  const Traces& traces = traces_of(of_key, comeback.key, comeback.replica);
  const OfElement& lists = traces.elements[of_key.numbers.at(comeback.element)];
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

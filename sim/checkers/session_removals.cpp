#include "sim/checkers/session_removals.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/dictionary.h"

namespace faultline::sim {
namespace {

using engine::Bytes;
using engine::output::Outcome;

using NamedElement = std::pair<Bytes, Element>;  // of a key

// Which operations may have put what, each list in the order in which clients asked for them.
class Puttings {
 public:
  explicit Puttings(const History& history) : history_(history) {
    for (const OperationIndex index : history.issued()) {
      const OperationEntry& operation = history.operation(index);
      if (operation.kind == nullptr) continue;
      for (const engine::Unit& unit : operation.units) {
        const auto putting = putting_of(*operation.kind, unit);
        if (!putting) continue;
        OfKey& of_key = keys_.try_emplace(unit.key).first;
        add(of_key.itself, index);
        if (!putting->element)
          of_key.of_anything.push_back(index);
        else if (!putting->element->is_key())
          add(of_key.elements[*putting->element], index);
      }
    }
  }

  // The last ones that were asked for before the end of `read`, until `goes_on` says no.
  template <class GoesOn>
  void visit_before(OperationIndex read, const NamedElement& what, const GoesOn& goes_on) const {
    const OfKey* of_key = keys_.find(what.first);
    if (of_key == nullptr) return;
    const engine::Instant end = *history_.operation(read).returned;
    if (what.second.is_key()) return visit(of_key->itself, end, goes_on);
    const auto named = of_key->elements.find(what.second);
    if (named != of_key->elements.end()) visit(named->second, end, goes_on);
    visit(of_key->of_anything, end, goes_on);
  }

 private:
  using List = std::vector<OperationIndex>;
  struct OfKey {
    List itself;
    List of_anything;  // whatever there can be
    std::map<Element, List> elements;
  };
  static void add(List& list, OperationIndex operation) {
    if (list.empty() || list.back() != operation) list.push_back(operation);
  }
  template <class GoesOn>
  void visit(const List& list, engine::Instant end, const GoesOn& goes_on) const {
    auto next = std::upper_bound(list.begin(), list.end(), end,
                                 [&](engine::Instant at, OperationIndex each) {
                                   return at < history_.operation(each).invoked;
                                 });
    while (next != list.begin())
      if (!goes_on(*--next)) return;
  }

  const History& history_;
  engine::Dictionary<OfKey> keys_;
};

// What one client has removed and read so far.
class ClientMemory {
 public:
  ClientMemory(const History& history, const Puttings& puttings)
      : history_(history), puttings_(puttings) {}

  // It will remove something of the key: what it reads of others is of no interest.
  void will_remove_of(const Bytes& key) { keys_.insert(key); }

  void take(OperationIndex index, std::vector<SeenAgain>& found) {
    const OperationEntry& operation = history_.operation(index);
    if (operation.kind == nullptr || operation.outcome != Outcome::kOk || !operation.reply) return;
    for (std::uint32_t unit = 0; unit < operation.units.size(); ++unit)
      if (const auto removed = removal_of(*operation.kind, operation.units[unit]))
        removed_[{operation.units[unit].key, *removed}] = {index, unit};
    if (keys_.empty()) return;
    for (const Reading& reading : readings_of(operation.command, *operation.reply))
      if (keys_.contains(reading.key))
        for (const Element& element : reading.shown) read(index, {reading.key, element}, found);
  }

 private:
  struct Removal {
    OperationIndex operation = 0;
    std::uint32_t unit = 0;
  };

  [[nodiscard]] bool comes_before(OperationIndex earlier, OperationIndex later) const {
    const auto& returned = history_.operation(earlier).returned;
    return returned && *returned <= history_.operation(later).invoked;
  }

  void read(OperationIndex index, const NamedElement& what, std::vector<SeenAgain>& found) {
    const Removal* removal = last_removal(index, what);
    const auto shown = shown_.find(what);
    // Once shown again it is no news.
    const bool news = removal != nullptr &&
                      (shown == shown_.end() || comes_before(shown->second, removal->operation));
    if (news && all_before(index, what, *removal))
      found.push_back({index, removal->operation, removal->unit, what.first, what.second});
    shown_[what] = index;
    if (removal == nullptr) remember_only(index, what);
  }

  [[nodiscard]] const Removal* last_removal(OperationIndex read, const NamedElement& what) const {
    const Removal* last = nullptr;
    for (const NamedElement& by : {what, NamedElement{what.first, Element{}}}) {
      const auto found = removed_.find(by);
      if (found == removed_.end() || !comes_before(found->second.operation, read)) continue;
      if (last == nullptr || last->operation < found->second.operation) last = &found->second;
    }
    return last;
  }

  // Nothing that may have put it there is concurrent with the removal, or later.
  [[nodiscard]] bool all_before(OperationIndex read, const NamedElement& what,
                                const Removal& removal) const {
    bool all = true;
    puttings_.visit_before(read, what, [&](OperationIndex put) {
      const OperationEntry& operation = history_.operation(put);
      const auto only = only_.find(what);
      const bool own =
          operation.client == history_.operation(read).client && operation.outcome == Outcome::kOk;
      const bool known = own ? comes_before(put, removal.operation)
                             : only != only_.end() && only->second.put == put &&
                                   comes_before(only->second.read, removal.operation);
      all = known && !history_.sent_again(put);
      return all;
    });
    return all;
  }

  // A client that reads what only one operation can have put there knows of that.
  void remember_only(OperationIndex read, const NamedElement& what) {
    if (only_.contains(what)) return;
    std::set<OperationIndex> puts;
    puttings_.visit_before(read, what, [&](OperationIndex put) {
      puts.insert(put);
      return puts.size() < 2;
    });
    if (puts.size() == 1) only_[what] = {read, *puts.begin()};
  }

  struct Only {
    OperationIndex read = 0;
    OperationIndex put = 0;
  };
  const History& history_;
  const Puttings& puttings_;
  std::set<Bytes> keys_;
  std::map<NamedElement, Removal> removed_;
  std::map<NamedElement, OperationIndex> shown_;  // the last read that showed it
  std::map<NamedElement, Only> only_;
};

}  // namespace

std::vector<SeenAgain> seen_again(const History& history) {
  const Puttings puttings(history);
  std::map<std::uint32_t, ClientMemory> clients;
  for (const OperationIndex index : history.issued()) {
    const OperationEntry& operation = history.operation(index);
    ClientMemory& client = clients.try_emplace(operation.client, history, puttings).first->second;
    if (operation.kind == nullptr) continue;
    for (const engine::Unit& unit : operation.units)
      if (removal_of(*operation.kind, unit)) client.will_remove_of(unit.key);
  }
  std::vector<SeenAgain> found;
  for (const OperationIndex index : history.issued())
    clients.at(history.operation(index).client).take(index, found);
  return found;
}

}  // namespace faultline::sim

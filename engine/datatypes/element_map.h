// The elements of a conflict-free container, by name: members of a set, fields of a hash, members
// of a sorted set. An element is there while something holds it up, so none leaves a tombstone
// (Bieniusa et al. 2012, optimised OR-set), made safe for delivery that is in order per source but
// not causal.
//
// What takes an element away, or writes over it, carries what its origin had applied of the slot
// and takes what holds the element up among that, also what was gone at the origin already: others
// may not know why. What has not arrived here is annihilated on arrival; that entry goes when the
// context covers it.
#pragma once

#include <map>
#include <tuple>

#include "engine/base/codec.h"
#include "engine/base/dictionary.h"
#include "engine/datatypes/arrival.h"

namespace faultline::engine {

// Element: empty(), forget(observed), merge(other, mine, theirs), digest(), metadata_bytes(),
// value_bytes(), fields().
template <class Element>
class ElementMap {
 public:
  using Elements = Dictionary<Element>;

  [[nodiscard]] const Elements& alive() const { return alive_; }
  // Null: no such element.
  [[nodiscard]] const Element* find(const Bytes& name) const { return alive_.find(name); }
  // Nothing is kept, not even what waits.
  [[nodiscard]] bool empty() const { return alive_.empty() && awaited_.empty(); }
  // Whether something has yet to arrive that is gone then.
  [[nodiscard]] bool waits() const { return !awaited_.empty(); }
  [[nodiscard]] Hash128 digest() const { return digest_; }
  [[nodiscard]] std::size_t metadata_bytes() const {
    std::size_t entries = 0;
    for (const auto& [name, observed] : awaited_) entries += observed.entries().size();
    return metadata_bytes_ + entries * sizeof(Dot);
  }
  // Of the elements, names included.
  [[nodiscard]] std::size_t value_bytes() const { return value_bytes_; }

  // Lets `effect` add to the element, unless what came first takes it.
  template <class Effect>
  void add(const Bytes& name, const Arrival& arrival, const Effect& effect) {
    if (arrival.annihilated) return;
    if (const auto waiting = awaited_.find(name);
        waiting != awaited_.end() && waiting->second.covers(arrival.stamp.dot))
      return;
    Element& element = alive_.try_emplace(name).first;
    const Hash128 hash = hash128(name.view());
    count_out(hash, name, element);
    effect(element);
    count_in(hash, name, element);
  }
  // Takes what the origin had seen of the element.
  void take(const Bytes& name, const Arrival& arrival) {
    if (Element* found = alive_.find(name);
        found != nullptr && emptied(name, *found, arrival.observed))
      alive_.erase(name);
    if (arrival.ahead()) awaited_[name].join(arrival.observed);
  }
  // Takes what `observed` covers of all elements.
  void forget(const VersionVector& observed) {
    alive_.erase_if(
        [&](const Bytes& name, Element& element) { return emptied(name, element, observed); });
  }
  // Joins another replica's state; `mine` and `theirs` are the slot contexts of both.
  void merge(const ElementMap& other, const VersionVector& mine, const VersionVector& theirs) {
    static const Element kNothing;
    other.alive_.visit([&](const Bytes& name, const Element&) { alive_.try_emplace(name); });
    for (const auto& [name, observed] : other.awaited_) awaited_[name].join(observed);
    alive_.erase_if([&](const Bytes& name, Element& element) {
      const Element* there = other.find(name);
      element.merge(there == nullptr ? kNothing : *there, mine, theirs);
      if (const auto waiting = awaited_.find(name); waiting != awaited_.end())
        element.forget(waiting->second);
      return element.empty();
    });
    decoded();
  }
  // Drops what waits for effects that `context` covers.
  void settle(const VersionVector& context) {
    if (awaited_.empty()) return;
    std::erase_if(awaited_, [&](const auto& item) { return context.covers(item.second); });
  }

  static constexpr auto fields() { return std::tuple{&ElementMap::alive_, &ElementMap::awaited_}; }
  void decoded() {
    digest_ = Hash128();
    metadata_bytes_ = 0;
    value_bytes_ = 0;
    alive_.visit([&](const Bytes& name, const Element& element) {
      count_in(hash128(name.view()), name, element);
    });
  }

 private:
  static Hash128 digest_of(const Hash128& name, const Element& element) {
    const Hash128 digest = element.digest();
    return hash_of_numbers(name.low, name.high, digest.low, digest.high);
  }
  // `hash`: of the name.
  void count_in(const Hash128& hash, const Bytes& name, const Element& element) {
    digest_ += digest_of(hash, element);
    metadata_bytes_ += element.metadata_bytes();
    value_bytes_ += name.size() + element.value_bytes();
  }
  void count_out(const Hash128& hash, const Bytes& name, const Element& element) {
    if (element.empty()) return;  // new, and not counted in yet
    digest_ -= digest_of(hash, element);
    metadata_bytes_ -= element.metadata_bytes();
    value_bytes_ -= name.size() + element.value_bytes();
  }
  // Drops what `observed` reaches; whether nothing is left.
  bool emptied(const Bytes& name, Element& element, const VersionVector& observed) {
    const Hash128 hash = hash128(name.view());
    count_out(hash, name, element);
    element.forget(observed);
    if (element.empty()) return true;
    count_in(hash, name, element);
    return false;
  }

  Elements alive_;                          // none of them empty
  std::map<Bytes, VersionVector> awaited_;  // element -> what to annihilate on arrival
  Hash128 digest_;                          // the sum of the hashes of the elements
  std::size_t metadata_bytes_ = 0;
  std::size_t value_bytes_ = 0;
};

}  // namespace faultline::engine

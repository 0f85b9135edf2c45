// A hash table by text: the entries lie side by side, an index of their hashes beside them (open
// addressing, linear probing). The order of the entries follows from what was done to the table
// alone; it is shown sorted, or to a visitor to whom it must not matter.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/codec.h"
#include "engine/base/hash.h"

namespace faultline::engine {

template <class Value>
class Dictionary {
 public:
  using Entry = std::pair<Bytes, Value>;

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] bool contains(const Bytes& key) const { return find(key) != nullptr; }
  // Null: no such entry. Valid until the table changes.
  [[nodiscard]] const Value* find(const Bytes& key) const {
    if (entries_.empty()) return nullptr;
    const Slot& slot = index_[place_of(key, hash_of_key(key))];
    return slot.entry == kFree ? nullptr : &entries_[slot.entry].second;
  }
  [[nodiscard]] Value* find(const Bytes& key) {
    return const_cast<Value*>(std::as_const(*this).find(key));
  }
  // The entry, and whether it is new.
  template <class... Arguments>
  std::pair<Value&, bool> try_emplace(const Bytes& key, Arguments&&... arguments) {
    if (2 * (entries_.size() + 1) > index_.size()) grow();
    const std::uint32_t hash = hash_of_key(key);
    Slot& slot = index_[place_of(key, hash)];
    if (slot.entry != kFree) return {entries_[slot.entry].second, false};
    slot = {hash, static_cast<std::uint32_t>(entries_.size())};
    entries_.emplace_back(std::piecewise_construct, std::tuple(key),
                          std::forward_as_tuple(std::forward<Arguments>(arguments)...));
    return {entries_.back().second, true};
  }
  // Whether there was one. The last entry takes its place.
  bool erase(const Bytes& key) {
    if (entries_.empty()) return false;
    const std::size_t place = place_of(key, hash_of_key(key));
    if (index_[place].entry == kFree) return false;
    erase_at(place);
    return true;
  }
  void clear() {
    entries_.clear();
    index_.clear();
  }

  // By key. Costs a sort.
  [[nodiscard]] std::vector<const Entry*> sorted() const {
    std::vector<const Entry*> entries;
    entries.reserve(size());
    for (const Entry& entry : entries_) entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(),
              [](const Entry* a, const Entry* b) { return a->first < b->first; });
    return entries;
  }
  [[nodiscard]] std::vector<Bytes> sorted_keys() const {
    std::vector<Bytes> keys;
    keys.reserve(size());
    for (const Entry& entry : entries_) keys.push_back(entry.first);
    std::sort(keys.begin(), keys.end());
    return keys;
  }
  // For sums and the like.
  template <class Visitor>
  void visit(const Visitor& visitor) const {
    for (const auto& [key, value] : entries_) visitor(key, value);
  }
  template <class Visitor>
  void visit(const Visitor& visitor) {
    for (auto& [key, value] : entries_) visitor(std::as_const(key), value);
  }
  // Visits all and erases those for which it is true.
  template <class Visitor>
  void erase_if(const Visitor& visitor) {
    for (std::size_t i = entries_.size(); i-- > 0;) {
      auto& [key, value] = entries_[i];
      if (visitor(std::as_const(key), value)) erase_at(place_of(key, hash_of_key(key)));
    }
  }

  friend bool operator==(const Dictionary& a, const Dictionary& b) {
    return a.size() == b.size() &&
           std::all_of(a.entries_.begin(), a.entries_.end(), [&](const Entry& entry) {
             const Value* other = b.find(entry.first);
             return other != nullptr && *other == entry.second;
           });
  }

  // As a std::map is encoded.
  void write(Writer& writer) const {
    writer(static_cast<std::uint64_t>(size()));
    for (const Entry* entry : sorted()) {
      writer(entry->first);
      writer(entry->second);
    }
  }
  void read(Reader& reader) {
    for (std::uint64_t left = reader.count(); left > 0 && reader.ok(); --left) {
      Bytes key;
      Value value{};
      reader(key);
      reader(value);
      try_emplace(key).first = std::move(value);
    }
  }

 private:
  static constexpr std::uint32_t kFree = 0xffffffff;
  static constexpr std::size_t kSmallest = 8;

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t entry = kFree;
  };

  static std::uint32_t hash_of_key(const Bytes& key) {
    return static_cast<std::uint32_t>(hash64(key.view()));
  }
  [[nodiscard]] std::size_t next(std::size_t place) const {
    return (place + 1) & (index_.size() - 1);
  }
  [[nodiscard]] std::size_t home_of(std::uint32_t hash) const { return hash & (index_.size() - 1); }
  // Where in the index the key is, or could be put.
  [[nodiscard]] std::size_t place_of(const Bytes& key, std::uint32_t hash) const {
    std::size_t place = home_of(hash);
    while (index_[place].entry != kFree &&
           (index_[place].hash != hash || entries_[index_[place].entry].first != key))
      place = next(place);
    return place;
  }
  void grow() {
    std::vector<Slot> old(std::max(kSmallest, 2 * index_.size()));
    old.swap(index_);
    for (const Slot& slot : old) {
      if (slot.entry == kFree) continue;
      std::size_t place = home_of(slot.hash);
      while (index_[place].entry != kFree) place = next(place);
      index_[place] = slot;
    }
  }
  void erase_at(std::size_t place) {
    const std::uint32_t gone = index_[place].entry;
    const auto last = static_cast<std::uint32_t>(entries_.size() - 1);
    if (gone != last) {
      std::size_t moved = home_of(hash_of_key(entries_[last].first));
      while (index_[moved].entry != last) moved = next(moved);
      index_[moved].entry = gone;
      entries_[gone] = std::move(entries_[last]);
    }
    entries_.pop_back();
    // What was put behind for want of this place moves up, so that searches may end at a free one.
    std::size_t hole = place;
    for (std::size_t each = next(hole); index_[each].entry != kFree; each = next(each)) {
      const std::size_t wish = home_of(index_[each].hash);
      const bool lies_between =
          hole < each ? hole < wish && wish <= each : hole < wish || wish <= each;
      if (lies_between) continue;
      index_[hole] = index_[each];
      hole = each;
    }
    index_[hole] = Slot();
  }

  std::vector<Entry> entries_;
  std::vector<Slot> index_;  // a power of two, at most half of it taken
};

// The value of what is there or not, and nothing more.
struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
  static constexpr auto fields() { return std::tuple{}; }
};

}  // namespace faultline::engine

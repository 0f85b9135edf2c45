// A map from dots to payloads under a causal context: a dot that is covered but absent has been
// removed, so no tombstone is kept (Almeida, Shoker, Baquero 2018, section 7.2, DotFun). It keeps a
// summary of its content, so that a key with many dots costs no more to read than one with few.
#pragma once

#include <map>
#include <tuple>

#include "engine/base/codec.h"
#include "engine/base/version_vector.h"

namespace faultline::engine {

// The digest of the content: equal for equal content, in whatever order it came.
template <class Payload>
struct DotDigest {
  Hash128 digest;
  void add(const Dot& dot, const Payload& payload) { digest += hash_of(dot, payload); }
  void remove(const Dot& dot, const Payload& payload) { digest -= hash_of(dot, payload); }
};

template <class Payload, class Summary = DotDigest<Payload>>
class DotMap {
 public:
  [[nodiscard]] const std::map<Dot, Payload>& entries() const { return entries_; }
  [[nodiscard]] const Summary& summary() const { return summary_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  void put(const Dot& dot, Payload payload) {
    if (const auto found = entries_.find(dot); found != entries_.end()) erase(found);
    summary_.add(dot, payload);
    entries_.emplace(dot, std::move(payload));
  }
  // Drops every dot that `observed` covers.
  void forget(const VersionVector& observed) {
    if (empty()) return;
    for (const auto& [source, number] : observed.entries()) {
      const auto end = entries_.upper_bound({source, number});
      for (auto entry = entries_.lower_bound({source, 0}); entry != end;) entry = erase(entry);
    }
  }
  // Keeps what both hold, and what one holds and the other has not seen.
  void merge(const DotMap& other, const VersionVector& mine, const VersionVector& theirs) {
    for (auto entry = entries_.begin(); entry != entries_.end();) {
      const bool removed = theirs.covers(entry->first) && !other.entries_.contains(entry->first);
      entry = removed ? erase(entry) : std::next(entry);
    }
    for (const auto& [dot, payload] : other.entries_)
      if (!mine.covers(dot)) put(dot, payload);
  }

  static constexpr auto fields() { return std::tuple{&DotMap::entries_}; }
  void decoded() {
    summary_ = Summary();
    for (const auto& [dot, payload] : entries_) summary_.add(dot, payload);
  }

 private:
  using Entry = typename std::map<Dot, Payload>::iterator;
  Entry erase(Entry entry) {
    summary_.remove(entry->first, entry->second);
    return entries_.erase(entry);
  }

  std::map<Dot, Payload> entries_;
  Summary summary_;
};

}  // namespace faultline::engine

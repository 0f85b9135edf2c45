// When a key expires, where several regions say so: all deadlines that nobody has overruled. The
// longest stands, PERSIST is longer than any; the region that set it owns the expiry (documented:
// shared active_active/rules.md, Expiry).
//
// Each write of a whole key sets its deadline, or that there is none. EXPIRE and the like take the
// deadlines that their origin had seen and leave the values alone; what of those has not arrived
// here is annihilated on arrival.
#pragma once

#include <optional>
#include <tuple>

#include "engine/base/codec.h"
#include "engine/base/ids.h"
#include "engine/datatypes/arrival.h"
#include "engine/datatypes/dot_map.h"

namespace faultline::engine {

struct Deadline {
  std::optional<WallTime> expires_at;  // none: never
  Opaque<OperationId> set_by;
  static constexpr auto fields() { return std::tuple{&Deadline::expires_at, &Deadline::set_by}; }
};

// Whether `a` is the longer of two.
[[nodiscard]] inline bool longer(const std::optional<WallTime>& a,
                                 const std::optional<WallTime>& b) {
  return b && (!a || *a > *b);
}

class Deadlines {
 public:
  [[nodiscard]] bool empty() const { return set_.empty(); }
  [[nodiscard]] bool waits() const { return !overruled_.empty(); }
  // The one that stands, with its dot; of equal ones that of the smallest member. Null: none.
  [[nodiscard]] const std::pair<const Dot, Deadline>* standing() const;
  [[nodiscard]] std::optional<WallTime> expires_at() const {
    const auto* found = standing();
    return found == nullptr ? std::nullopt : found->second.expires_at;
  }
  [[nodiscard]] Hash128 digest() const { return set_.summary().digest; }
  [[nodiscard]] std::size_t metadata_bytes() const {
    return set_.size() * (sizeof(Dot) + sizeof(WallTime)) +
           overruled_.entries().size() * sizeof(Dot);
  }

  void put(const Dot& dot, const Deadline& deadline) {
    if (!overruled_.covers(dot)) set_.put(dot, deadline);
  }
  // Takes what the origin had seen.
  void take(const Arrival& arrival) {
    set_.forget(arrival.observed);
    join_missing(overruled_, arrival.observed, arrival.context);
  }
  void forget(const VersionVector& observed) { set_.forget(observed); }
  void merge(const Deadlines& other, const VersionVector& mine, const VersionVector& theirs);
  void settle(const VersionVector& context) { drop_arrived(overruled_, context); }

  static constexpr auto fields() { return std::tuple{&Deadlines::set_, &Deadlines::overruled_}; }

 private:
  // Without the ids of operations, which are the harness's own.
  struct Summary {
    Hash128 digest;
    void add(const Dot& dot, const Deadline& deadline) {
      digest += hash_of(dot, deadline.expires_at);
    }
    void remove(const Dot& dot, const Deadline& deadline) {
      digest -= hash_of(dot, deadline.expires_at);
    }
  };

  DotMap<Deadline, Summary> set_;
  VersionVector overruled_;  // not arrived, and no deadline on arrival
};

}  // namespace faultline::engine

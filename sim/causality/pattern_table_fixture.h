// The table of bad patterns (shared checkers.md, 2) word for word over relations as matrices: what
// the fast algorithms are compared with. For histories of up to 64 accesses.
#pragma once

#include <vector>

#include "sim/causality/accesses.h"

namespace faultline::sim {

// Row by row, who comes after whom: bit j of after[i].
class AccessRelation {
 public:
  explicit AccessRelation(AccessIndex size) : after_(size, 0) {}
  void add(AccessIndex earlier, AccessIndex later) { after_[earlier] |= bit(later); }
  [[nodiscard]] bool has(AccessIndex earlier, AccessIndex later) const {
    return (after_[earlier] & bit(later)) != 0;
  }
  [[nodiscard]] AccessIndex size() const { return static_cast<AccessIndex>(after_.size()); }
  [[nodiscard]] bool cyclic() const {
    for (AccessIndex i = 0; i < size(); ++i)
      if (has(i, i)) return true;
    return false;
  }
  void close() {
    for (AccessIndex middle = 0; middle < size(); ++middle)
      for (std::uint64_t& row : after_)
        if ((row & bit(middle)) != 0) row |= after_[middle];
  }
  friend bool operator==(const AccessRelation&, const AccessRelation&) = default;

 private:
  static std::uint64_t bit(AccessIndex access) { return std::uint64_t{1} << access; }
  std::vector<std::uint64_t> after_;
};

[[nodiscard]] inline AccessRelation session_relation(const Accesses& accesses) {
  AccessRelation order(accesses.size());
  for (AccessIndex i = 0; i < accesses.size(); ++i)
    accesses.before_in_session(i, [&](AccessIndex earlier) { order.add(earlier, i); });
  order.close();
  return order;
}

class PatternTable {
 public:
  explicit PatternTable(const RegisterHistory& history)
      : accesses_(history),
        session_order_(session_relation(accesses_)),
        causal_order_(session_order_) {
    for (AccessIndex i = 0; i < accesses_.size(); ++i)
      if (accesses_.source_of(i) != kNoAccess) causal_order_.add(accesses_.source_of(i), i);
    causal_order_.close();
  }

  [[nodiscard]] bool cyclic_co() const { return causal_order_.cyclic(); }
  [[nodiscard]] bool thin_air_read() const {
    for (AccessIndex i = 0; i < accesses_.size(); ++i)
      if (accesses_.from_thin_air(i)) return true;
    return false;
  }
  [[nodiscard]] bool write_co_init_read() const {
    return initial_read_after_write(causal_order_, [](AccessIndex) { return true; });
  }
  [[nodiscard]] bool write_co_read() const {
    for (AccessIndex read = 0; read < accesses_.size(); ++read) {
      const AccessIndex source = accesses_.source_of(read);
      for (AccessIndex write = 0; write < accesses_.size() && source != kNoAccess; ++write)
        if (other_write(write, source) && causal_order_.has(source, write) &&
            causal_order_.has(write, read))
          return true;
    }
    return false;
  }
  [[nodiscard]] bool consistent() const {
    return !cyclic_co() && !thin_air_read() && !write_co_init_read() && !write_co_read();
  }
  [[nodiscard]] bool cyclic_cf() const {
    AccessRelation conflicts = causal_order_;
    for (AccessIndex read = 0; read < accesses_.size(); ++read) {
      const AccessIndex source = accesses_.source_of(read);
      for (AccessIndex write = 0; write < accesses_.size() && source != kNoAccess; ++write)
        if (other_write(write, source) && causal_order_.has(write, read))
          conflicts.add(write, source);
    }
    conflicts.close();
    return conflicts.cyclic();
  }
  [[nodiscard]] bool write_hb_init_read() const {
    for (AccessIndex last = 0; last < accesses_.size(); ++last)
      if (initial_read_after_write(session_view(last), [&](AccessIndex read) {
            return read == last || session_order_.has(read, last);
          }))
        return true;
    return false;
  }
  [[nodiscard]] bool cyclic_hb() const {
    for (AccessIndex last = 0; last < accesses_.size(); ++last)
      if (session_view(last).cyclic()) return true;
    return false;
  }
  [[nodiscard]] const Accesses& accesses() const { return accesses_; }
  [[nodiscard]] const AccessRelation& session_order() const { return session_order_; }
  [[nodiscard]] const AccessRelation& causal_order() const { return causal_order_; }
  // HB_last.
  [[nodiscard]] AccessRelation session_view(AccessIndex last) const {
    const AccessIndex size = accesses_.size();
    const auto in_past = [&](AccessIndex each) {
      return each == last || causal_order_.has(each, last);
    };
    AccessRelation view(size);
    for (AccessIndex one = 0; one < size; ++one)
      for (AccessIndex other = 0; other < size; ++other)
        if (in_past(one) && in_past(other) && causal_order_.has(one, other)) view.add(one, other);
    for (bool grows = true; grows;) {
      const AccessRelation before = view;
      for (AccessIndex read = 0; read < size; ++read) {
        const AccessIndex source = accesses_.source_of(read);
        if (source == kNoAccess || !(read == last || session_order_.has(read, last))) continue;
        for (AccessIndex write = 0; write < size; ++write)
          if (other_write(write, source) && view.has(write, read)) view.add(write, source);
      }
      view.close();
      grows = !(view == before);
    }
    return view;
  }

 private:
  [[nodiscard]] bool other_write(AccessIndex write, AccessIndex source) const {
    return write != source && accesses_[write].writes &&
           accesses_[write].key == accesses_[source].key;
  }
  template <class Meant>
  [[nodiscard]] bool initial_read_after_write(const AccessRelation& order,
                                              const Meant& meant) const {
    for (AccessIndex read = 0; read < accesses_.size(); ++read) {
      if (accesses_[read].writes || accesses_[read].value != kInitialValue || !meant(read))
        continue;
      for (AccessIndex write = 0; write < accesses_.size(); ++write)
        if (accesses_[write].writes && accesses_[write].key == accesses_[read].key &&
            order.has(write, read))
          return true;
    }
    return false;
  }
  Accesses accesses_;
  AccessRelation session_order_;
  AccessRelation causal_order_;
};

}  // namespace faultline::sim

// Vector clocks over the sessions of a register history: of each access, how many of the first
// accesses of each session come before it. They tell whatever order contains the sessions' own:
// what comes before an access is then a prefix of each session.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/causality/accesses.h"

namespace faultline::sim {

class Clocks {
 public:
  explicit Clocks(const Accesses& accesses)
      : accesses_(&accesses), entries_(std::size_t{accesses.size()} * accesses.sessions()) {}

  [[nodiscard]] Prefixes of(AccessIndex access) const {
    return std::span(entries_).subspan(std::size_t{access} * accesses_->sessions(),
                                       accesses_->sessions());
  }
  [[nodiscard]] bool before(AccessIndex earlier, AccessIndex later) const {
    return accesses_->within(earlier, of(later));
  }
  // `earlier` comes before `later`, and with it all that comes before it. Whether that is new.
  bool put_before(AccessIndex earlier, AccessIndex later) {
    const std::size_t sessions = accesses_->sessions();
    const std::uint32_t* const from = entries_.data() + earlier * sessions;
    std::uint32_t* const to = entries_.data() + later * sessions;
    bool changed = false;
    for (std::size_t i = 0; i < sessions; ++i) {
      changed |= from[i] > to[i];
      to[i] = std::max(from[i], to[i]);
    }
    std::uint32_t& own = to[accesses_->session_of(earlier)];
    const std::uint32_t position = accesses_->position_of(earlier);
    changed |= own <= position;
    own = std::max(own, position + 1);
    return changed;
  }

 private:
  const Accesses* accesses_;
  std::vector<std::uint32_t> entries_;
};

}  // namespace faultline::sim

// The accesses of a register history by number, session after session, with what the causal checks
// ask about them: what comes just before, whose value was read, which writes of a key a session
// made. Relies on the values being unique, as register_history.h says.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/causality/register_history.h"

namespace faultline::sim {

using AccessIndex = std::uint32_t;
inline constexpr AccessIndex kNoAccess = 0xffffffff;

// How many accesses of each session are meant: its first ones.
using Prefixes = std::span<const std::uint32_t>;

class Accesses {
 public:
  explicit Accesses(const RegisterHistory& history);

  [[nodiscard]] AccessIndex size() const { return static_cast<AccessIndex>(accesses_.size()); }
  [[nodiscard]] std::uint32_t sessions() const {
    return static_cast<std::uint32_t>(begin_of_session_.size() - 1);
  }
  [[nodiscard]] const RegisterAccess& operator[](AccessIndex access) const {
    return accesses_[access];
  }
  [[nodiscard]] std::uint32_t session_of(AccessIndex access) const { return session_of_[access]; }
  [[nodiscard]] std::uint32_t position_of(AccessIndex access) const {
    return access - begin_of_session_[session_of_[access]];
  }
  [[nodiscard]] AccessIndex at(std::uint32_t session, std::uint32_t position) const {
    return begin_of_session_[session] + position;
  }
  // Among the first accesses of the sessions.
  [[nodiscard]] bool within(AccessIndex access, Prefixes prefixes) const {
    return position_of(access) < prefixes[session_of(access)];
  }
  // Nothing comes after it in its session.
  [[nodiscard]] bool is_last(AccessIndex access) const { return is_last_[access]; }
  // The write of the value that it read; none: it is a write, or read the initial value, or one
  // that nobody wrote.
  [[nodiscard]] AccessIndex source_of(AccessIndex access) const { return source_of_[access]; }
  [[nodiscard]] bool from_thin_air(AccessIndex access) const {
    return !accesses_[access].writes && accesses_[access].value != kInitialValue &&
           source_of_[access] == kNoAccess;
  }
  // Accesses just before it in its session.
  template <class Visit>
  void before_in_session(AccessIndex access, const Visit& visit) const {
    if (position_of(access) > 0) visit(access - 1);
    for (std::uint32_t i = begin_of_ties_[access]; i < begin_of_ties_[access + 1]; ++i)
      visit(tied_[i]);
  }
  // Of each session that writes the key, its last write of it among its first accesses.
  template <class Visit>
  void last_writes(std::uint32_t key, Prefixes prefixes, const Visit& visit) const {
    for (const WritesOfSession& writes : writes_of(key)) {
      const AccessIndex end = at(writes.session, prefixes[writes.session]);
      const auto first = writes_.begin() + writes.begin;
      const auto found = std::lower_bound(first, writes_.begin() + writes.end, end);
      if (found != first) visit(*(found - 1));
    }
  }
  // The same of its first write.
  template <class Visit>
  void first_writes(std::uint32_t key, Prefixes prefixes, const Visit& visit) const {
    for (const WritesOfSession& writes : writes_of(key))
      if (within(writes_[writes.begin], prefixes)) visit(writes_[writes.begin]);
  }

 private:
  struct WritesOfSession {
    std::uint32_t session = 0;
    std::uint32_t begin = 0;  // in writes_
    std::uint32_t end = 0;
  };
  [[nodiscard]] std::span<const WritesOfSession> writes_of(std::uint32_t key) const {
    return std::span(groups_).subspan(begin_of_key_[key],
                                      begin_of_key_[key + 1] - begin_of_key_[key]);
  }
  void number(const RegisterHistory& history);
  void group_writes();
  void find_sources();
  void tie(const RegisterHistory& history);

  std::vector<RegisterAccess> accesses_;
  std::vector<AccessIndex> begin_of_session_;  // and the end of the last one
  std::vector<std::uint32_t> session_of_;
  std::vector<AccessIndex> source_of_;
  std::vector<bool> is_last_;
  std::vector<std::uint32_t> begin_of_ties_;  // in tied_, by the later access
  std::vector<AccessIndex> tied_;             // the earlier accesses
  std::vector<AccessIndex> writes_;           // by key, then number
  std::vector<WritesOfSession> groups_;       // by key, then session
  std::vector<std::uint32_t> begin_of_key_;   // in groups_
};

}  // namespace faultline::sim

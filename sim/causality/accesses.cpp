#include "sim/causality/accesses.h"

#include <tuple>

#include "engine/base/assert.h"

namespace faultline::sim {

Accesses::Accesses(const RegisterHistory& history) {
  number(history);
  group_writes();
  find_sources();
  tie(history);
}

void Accesses::number(const RegisterHistory& history) {
  std::size_t count = 0;
  for (const auto& session : history.sessions) count += session.size();
  FL_ASSERT(count < kNoAccess, "a history has fewer than 2^32 accesses");
  accesses_.reserve(count);
  session_of_.reserve(count);
  is_last_.assign(count, false);
  for (const auto& session : history.sessions) {
    const auto number = static_cast<std::uint32_t>(begin_of_session_.size());
    begin_of_session_.push_back(size());
    accesses_.insert(accesses_.end(), session.begin(), session.end());
    session_of_.resize(accesses_.size(), number);
    if (!session.empty()) is_last_[accesses_.size() - 1] = true;
  }
  begin_of_session_.push_back(size());
}

void Accesses::group_writes() {
  std::uint32_t keys = 0;
  for (AccessIndex i = 0; i < size(); ++i) {
    keys = std::max(keys, accesses_[i].key + 1);
    if (accesses_[i].writes) writes_.push_back(i);
  }
  std::stable_sort(writes_.begin(), writes_.end(), [&](AccessIndex one, AccessIndex other) {
    return accesses_[one].key < accesses_[other].key;
  });
  begin_of_key_.assign(keys + 1, 0);
  for (std::uint32_t begin = 0, end = 0; begin < writes_.size(); begin = end) {
    const std::uint32_t key = accesses_[writes_[begin]].key;
    const std::uint32_t session = session_of(writes_[begin]);
    while (end < writes_.size() && accesses_[writes_[end]].key == key &&
           session_of(writes_[end]) == session)
      ++end;
    groups_.push_back({session, begin, end});
    ++begin_of_key_[key + 1];
  }
  for (std::uint32_t key = 0; key < keys; ++key) begin_of_key_[key + 1] += begin_of_key_[key];
}

void Accesses::find_sources() {
  using Written = std::tuple<std::uint32_t, std::uint32_t, AccessIndex>;  // key, value, write
  std::vector<Written> written;
  written.reserve(writes_.size());
  for (const AccessIndex write : writes_)
    written.emplace_back(accesses_[write].key, accesses_[write].value, write);
  std::sort(written.begin(), written.end());
  for (std::size_t i = 0; i < written.size(); ++i) {
    const auto [key, value, write] = written[i];
    FL_ASSERT(value != kInitialValue && (i == 0 || key != std::get<0>(written[i - 1]) ||
                                         value != std::get<1>(written[i - 1])),
              "written values are unique and none is the initial one");
  }
  source_of_.assign(size(), kNoAccess);
  for (AccessIndex i = 0; i < size(); ++i) {
    const RegisterAccess& access = accesses_[i];
    if (access.writes || access.value == kInitialValue) continue;
    const auto found =
        std::lower_bound(written.begin(), written.end(), Written(access.key, access.value, 0));
    if (found != written.end() && std::get<0>(*found) == access.key &&
        std::get<1>(*found) == access.value)
      source_of_[i] = std::get<2>(*found);
  }
}

void Accesses::tie(const RegisterHistory& history) {
  begin_of_ties_.assign(size() + 1, 0);
  const auto number_of = [&](const RegisterHistory::Place& place) {
    return at(place.session, place.position);
  };
  for (const RegisterHistory::Tie& tie : history.ties) {
    ++begin_of_ties_[number_of(tie.later) + 1];
    is_last_[number_of(tie.earlier)] = false;
  }
  for (AccessIndex i = 0; i < size(); ++i) begin_of_ties_[i + 1] += begin_of_ties_[i];
  tied_.resize(history.ties.size());
  std::vector<std::uint32_t> next(begin_of_ties_.begin(), begin_of_ties_.end() - 1);
  for (const RegisterHistory::Tie& tie : history.ties)
    tied_[next[number_of(tie.later)]++] = number_of(tie.earlier);
}

}  // namespace faultline::sim

// Causal memory: the reads of each session must fit one order of the writes that it knows of. HB_o
// is the least order of what comes before its last access o that holds causal order and, for each
// read of the session, all writes of the key that come before the read before the one it returned.
// It only grows along the session, hence the last access alone.

#include <tuple>

#include "engine/base/assert.h"
#include "sim/causality/bad_patterns.h"
#include "sim/causality/causal_steps.h"

namespace faultline::sim {
namespace {

struct DecidedOrder {
  AccessIndex first = 0;
  AccessIndex decided_by = 0;
};

// The order as one session must see it. Clocks are taken in until nothing changes any more.
class SessionView {
 public:
  SessionView(const CausalOrder& order, const Clocks& session_order, AccessIndex last)
      : accesses_(order.accesses()), clocks_(order.clocks()), conflicts_(accesses_.size()) {
    for (const AccessIndex access : order.in_order()) {
      if (access != last && !order.before(access, last)) continue;
      past_.push_back(access);
      if (!accesses_[access].writes && (access == last || session_order.before(access, last)))
        own_reads_.push_back(access);
    }
  }

  // False: it took more than what was left of `work`.
  [[nodiscard]] bool settle(std::uint64_t& work) {
    while (!cyclic_ && decide()) {
      for (bool changes = true; changes && !cyclic_;) {
        const std::uint64_t cost = std::uint64_t{past_.size()} * accesses_.sessions();
        if (work < cost) return false;
        work -= cost;
        changes = spread();
      }
    }
    return true;
  }
  [[nodiscard]] bool cyclic() const { return cyclic_; }
  [[nodiscard]] std::vector<CausalStep> cycle() const {
    const std::optional<CycleFound> found = find_cycle(graph(), accesses_);
    FL_ASSERT(found.has_value(), "an access that comes before itself lies on a cycle");
    return told(found->accesses, true);
  }
  // A read of the initial value and a write that comes before it.
  template <class Visit>
  void initial_reads(const Visit& visit) const {
    for (const AccessIndex read : own_reads_)
      if (accesses_[read].value == kInitialValue)
        accesses_.first_writes(accesses_[read].key, clocks_.of(read),
                               [&](AccessIndex write) { visit(write, read); });
  }
  [[nodiscard]] std::vector<CausalStep> way(AccessIndex from, AccessIndex to) const {
    return told(shortest_way(graph(), from, to), false);
  }

 private:
  // Whether a read of the session puts a write before another that was not.
  bool decide() {
    bool decided = false;
    for (const AccessIndex read : own_reads_) {
      const AccessIndex source = accesses_.source_of(read);
      if (source == kNoAccess) continue;
      accesses_.last_writes(accesses_[read].key, clocks_.of(read), [&](AccessIndex write) {
        if (write == source || clocks_.before(write, source)) return;
        conflicts_[source].push_back({write, read});
        decided = true;
      });
    }
    return decided;
  }
  bool spread() {
    bool changes = false;
    const auto put_before = [&](AccessIndex earlier, AccessIndex later) {
      changes |= clocks_.put_before(earlier, later);
    };
    for (const AccessIndex access : past_) {
      accesses_.before_in_session(access, [&](AccessIndex each) { put_before(each, access); });
      if (accesses_.source_of(access) != kNoAccess) put_before(accesses_.source_of(access), access);
      for (const DecidedOrder& conflict : conflicts_[access]) put_before(conflict.first, access);
      cyclic_ |= clocks_.before(access, access);
    }
    return changes;
  }
  [[nodiscard]] AccessGraph graph() const {
    AccessGraph graph(accesses_.size());
    for (const AccessIndex access : past_) {
      const auto add = [&](AccessIndex earlier) { boost::add_edge(earlier, access, graph); };
      accesses_.before_in_session(access, add);
      if (accesses_.source_of(access) != kNoAccess) add(accesses_.source_of(access));
      for (const DecidedOrder& conflict : conflicts_[access]) add(conflict.first);
    }
    return graph;
  }
  [[nodiscard]] std::vector<CausalStep> told(const std::vector<AccessIndex>& way,
                                             bool cycle) const {
    std::vector<CausalStep> steps = steps_along(accesses_, way, cycle);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].link != CausalLink::kConflict) continue;
      for (const DecidedOrder& conflict : conflicts_[steps[(i + 1) % steps.size()].access])
        if (conflict.first == steps[i].access) steps[i].decided_by = conflict.decided_by;
    }
    return steps;
  }

  const Accesses& accesses_;
  Clocks clocks_;
  std::vector<std::vector<DecidedOrder>> conflicts_;  // by the later write
  std::vector<AccessIndex> past_;                     // in causal order
  std::vector<AccessIndex> own_reads_;
  bool cyclic_ = false;
};

// The last accesses of the sessions; of a session that stands as several, more than one. A write
// whose past another one has as well brings nothing new.
std::vector<AccessIndex> last_accesses(const Accesses& accesses, const Clocks& session_order) {
  std::vector<AccessIndex> lasts;
  for (AccessIndex i = 0; i < accesses.size(); ++i)
    if (accesses.is_last(i)) lasts.push_back(i);
  const auto knows_all_of = [&](AccessIndex one, AccessIndex other) {
    const Prefixes its = session_order.of(one);
    const Prefixes others = session_order.of(other);
    for (std::uint32_t session = 0; session < accesses.sessions(); ++session)
      if (its[session] < others[session]) return false;
    return true;
  };
  std::vector<AccessIndex> needed;
  for (const AccessIndex last : lasts) {
    const bool covered = std::any_of(lasts.begin(), lasts.end(), [&](AccessIndex other) {
      return other != last && knows_all_of(other, last) &&
             (other < last || !accesses[other].writes || !knows_all_of(last, other));
    });
    if (!accesses[last].writes || !covered) needed.push_back(last);
  }
  return needed;
}

class MemoryPatterns {
 public:
  explicit MemoryPatterns(const CausalOrder& order)
      : order_(&order), session_order_(order.session_clocks()) {}

  // False: it took too long.
  [[nodiscard]] bool find(std::uint64_t work) {
    const std::uint64_t entries =
        std::uint64_t{order_->accesses().size()} * order_->accesses().sessions();
    for (const AccessIndex last : last_accesses(order_->accesses(), session_order_)) {
      if (work < entries) return false;
      work -= entries;  // copied
      SessionView view(*order_, session_order_, last);
      if (!view.settle(work)) return false;
      if (view.cyclic())
        add_cycle(view);
      else
        add_initial_read(view);
    }
    return true;
  }
  [[nodiscard]] std::vector<BadPattern> take() {
    initial_.occurrences = initial_reads_.size();
    std::vector<BadPattern> patterns;
    for (BadPattern* each : {&initial_, &cycle_})
      if (each->occurrences > 0) patterns.push_back(std::move(*each));
    return patterns;
  }

 private:
  void add_cycle(const SessionView& view) {
    ++cycle_.occurrences;
    keep_shorter_story(cycle_, view.cycle());
  }
  void add_initial_read(const SessionView& view) {
    AccessIndex from = kNoAccess;
    AccessIndex to = kNoAccess;
    view.initial_reads([&](AccessIndex write, AccessIndex read) {
      initial_reads_.push_back(read);
      if (from == kNoAccess) std::tie(from, to) = std::pair(write, read);
    });
    if (from != kNoAccess) keep_shorter_story(initial_, view.way(from, to));
    std::sort(initial_reads_.begin(), initial_reads_.end());
    initial_reads_.erase(std::unique(initial_reads_.begin(), initial_reads_.end()),
                         initial_reads_.end());
  }

  const CausalOrder* order_;
  Clocks session_order_;
  BadPattern initial_{PatternKind::kWriteHbInitRead, 0, {}};
  BadPattern cycle_{PatternKind::kCyclicHb, 0, {}};
  std::vector<AccessIndex> initial_reads_;
};

}  // namespace

std::optional<std::vector<BadPattern>> memory_patterns(const CausalOrder& order,
                                                       std::uint64_t work_max) {
  MemoryPatterns memory(order);
  const bool finished = memory.find(work_max);
  std::vector<BadPattern> patterns = memory.take();
  if (!finished && patterns.empty()) return std::nullopt;
  return patterns;
}

}  // namespace faultline::sim

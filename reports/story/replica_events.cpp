#include "reports/story/replica_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "reports/metrics/numbers.h"

namespace faultline::reports {

namespace {

using engine::nanoseconds_of;
using sim::EffectIndex;
using sim::LocalReplica;

bool runs_text(const sim::History& history) {
  return history.deployment().arbitration == engine::Arbitration::kArrivalOrder;
}

std::string clock_note(std::int64_t offset_ns) {
  if (offset_ns == 0) return {};
  return fmt::format("clock {}{}", offset_ns > 0 ? "+" : "", duration_text(offset_ns));
}

class ReplicaCourse {
 public:
  ReplicaCourse(const KeyAtEnd& at, LocalReplica replica, const DrawnOperations& drawn)
      : at_(at), replica_(replica), drawn_(drawn) {}

  std::vector<ReplicaEvent> take() {
    for (const EffectIndex index : at_.key().effects)
      if (drawn_.contains(at_.effect(index).operation)) add(index);
    for (const auto& [operation, place] : drawn_)
      if (!last_.contains(operation)) add_read(operation, place);
    for (const EffectIndex index : at_.key().effects)
      if (last_.contains(at_.effect(index).operation)) relate(index);
    for (ReplicaEvent& each : events_) {
      const auto note = [&](const char* word, const auto& others) {
        std::vector<std::uint64_t> numbers;
        for (const sim::OperationIndex other : others) numbers.push_back(number_of(other));
        std::sort(numbers.begin(), numbers.end());
        if (numbers.empty()) return;
        each.note +=
            fmt::format("{}{} {}", each.note.empty() ? "" : ", ", word, fmt::join(numbers, ", "));
      };
      const auto index = static_cast<std::size_t>(&each - events_.data());
      if (over_.contains(index)) note("over", over_.at(index));
      if (under_.contains(index)) note("under", under_.at(index));
    }
    std::stable_sort(events_.begin(), events_.end(),
                     [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
    return std::move(events_);
  }

 private:
  void add(EffectIndex index) {
    const sim::EffectEntry& effect = at_.effect(index);
    const sim::Holding& copy = effect.holdings[replica_];
    const std::size_t place = drawn_.at(effect.operation);
    // Its other effects took the same way; the end of its deadline is another matter.
    if (!effect.unasked() && last_.contains(effect.operation)) return;
    if (copy.intervals().empty()) {
      if (at_.history().travels(effect) && at_.history().in_core(at_.key(), replica_)) {
        const sim::Holding& home = effect.holdings[effect.home];
        const engine::Instant left = home.ever() ? home.first_at() : at_.ran_at(effect);
        events_.push_back({nanoseconds_of(left), Happening::kNeverCame, place, ""});
        last_[effect.operation] = events_.size() - 1;
      }
      return;
    }
    for (std::size_t i = 0; i < copy.intervals().size(); ++i) {
      const auto& interval = copy.intervals()[i];
      const bool again = i > 0 && copy.until(i - 1) == interval.since;
      // Else it got another place in the order of a copy that the replica took over. One line tells
      // of all that came after the second time.
      if (!again || (copy.duplicates > 0 && i == 1)) {
        events_.push_back({nanoseconds_of(interval.since), first_or_later(effect, i, again), place,
                           i == 0  ? first_note(effect)
                           : again ? again_note(copy)
                                   : "",
                           i == 0 ? first_clock(effect) : ""});
        last_[effect.operation] = events_.size() - 1;
      }
      if (interval.to == sim::kNever) continue;
      const engine::Instant lost = copy.until(i);
      if (i + 1 == copy.intervals().size() || copy.intervals()[i + 1].since != lost)
        events_.push_back({nanoseconds_of(lost), Happening::kGone, place, ""});
    }
  }

  [[nodiscard]] Happening first_or_later(const sim::EffectEntry& effect, std::size_t interval,
                                         bool again) const {
    const sim::Holding& copy = effect.holdings[replica_];
    if (interval > 0) return again ? Happening::kArrived : Happening::kBack;
    if (copy.repaired && replica_ != effect.home) return Happening::kRepaired;
    if ((runs_text(at_.history()) || replica_ == effect.home) && !copy.changed)
      return Happening::kIdle;
    return replica_ == effect.home ? Happening::kRan : Happening::kArrived;
  }

  [[nodiscard]] std::string first_note(const sim::EffectEntry& effect) const {
    if (effect.eviction()) return replica_ == effect.home ? "evicts" : "eviction";
    if (effect.unasked()) return replica_ == effect.home ? "expires" : "expiry";
    return {};
  }

  static std::string again_note(const sim::Holding& copy) {
    return copy.duplicates == 1 ? "again"
                                : fmt::format("again, {} times in all", copy.duplicates + 1);
  }

  [[nodiscard]] std::string first_clock(const sim::EffectEntry& effect) const {
    const sim::Execution* ran = replica_ == effect.home ? at_.execution(effect) : nullptr;
    return ran != nullptr ? clock_note(ran->clock_offset.count()) : std::string();
  }

  void add_read(sim::OperationIndex operation, std::size_t place) {
    const auto& effects = at_.history().operation(operation).effects;
    if (std::any_of(effects.begin(), effects.end(), [&](EffectIndex each) {
          return each != sim::kNever && &at_.history().keys()[at_.effect(each).key] == &at_.key();
        }))
      return;
    const sim::Execution* ran = at_.answering(operation);
    if (ran == nullptr || at_.history().copy_of(ran->replica) != at_.key().copies[replica_]) return;
    const bool reads = at_.history().operation(operation).units.empty();
    events_.push_back({nanoseconds_of(ran->at), reads ? Happening::kRan : Happening::kIdle, place,
                       reads ? "reads" : ""});
  }

  // Who is shown in whose place, said of the one that was there later.
  void relate(EffectIndex index) {
    const sim::ReplicaFate& fate = at_.fate(index, replica_);
    if (!fate.held || !fate.by) return;
    const sim::EffectEntry& loser = at_.effect(index);
    const sim::EffectEntry& winner = at_.effect(first_taker(index, *fate.by));
    if (loser.operation == winner.operation || !last_.contains(winner.operation)) return;
    if (since(winner) > since(loser))
      over_[last_.at(winner.operation)].insert(loser.operation);
    else
      under_[last_.at(loser.operation)].insert(winner.operation);
  }

  [[nodiscard]] sim::Position since(const sim::EffectEntry& effect) const {
    const sim::Holding& here = effect.holdings[replica_];
    return here.held() ? here.intervals().back().from : 0;
  }

  // Several may have taken it, and the one that is named came to this replica later than others.
  [[nodiscard]] EffectIndex first_taker(EffectIndex loser, EffectIndex named) const {
    const sim::EffectEntry& lost = at_.effect(loser);
    EffectIndex first = named;
    for (const EffectIndex each : at_.key().effects) {
      const sim::EffectEntry& effect = at_.effect(each);
      if (each != loser && effect.change && since(effect) > since(lost) &&
          since(effect) < since(at_.effect(first)) && at_.history().seen(loser, each) &&
          engine::takes_away(*effect.change, *lost.change))
        first = each;
    }
    return first;
  }

  const KeyAtEnd& at_;
  LocalReplica replica_;
  const DrawnOperations& drawn_;
  std::vector<ReplicaEvent> events_;
  std::map<sim::OperationIndex, std::size_t> last_;  // where it began to be there, the last time
  std::map<std::size_t, std::set<sim::OperationIndex>> over_;
  std::map<std::size_t, std::set<sim::OperationIndex>> under_;
};

}  // namespace

std::vector<ReplicaEvent> events_at(const KeyAtEnd& at, LocalReplica replica,
                                    const DrawnOperations& drawn) {
  return ReplicaCourse(at, replica, drawn).take();
}

bool is_hit(const sim::History& history, engine::ProcessId process, engine::HostId host,
            const std::string& role) {
  if (history.place(process).host != host) return false;
  const auto& placements = history.deployment().placements;
  return role.empty() ||
         (process.value() < placements.size() && placements[process.value()].role == role);
}

namespace {

// From when to when; none: it lasts, or somebody else served by then.
struct Span {
  std::int64_t from_ns = 0;
  std::optional<std::int64_t> to_ns;
};

// When one kind of disturbance hit whoever served the replica; what overlaps is one.
template <class Kind>
std::vector<Span> spans_of(const KeyAtEnd& at, LocalReplica replica) {
  std::vector<Span> spans;
  for (const sim::Disturbed& each : at.history().disturbances()) {
    const engine::ProcessId process = at.serving(replica, each.from);
    const auto* what = std::get_if<Kind>(&each.what);
    if (what == nullptr || !is_hit(at.history(), process, what->host, what->role)) continue;
    Span span{nanoseconds_of(each.from), {}};
    if (each.to && at.serving(replica, *each.to) == process) span.to_ns = nanoseconds_of(*each.to);
    Span* last = spans.empty() ? nullptr : &spans.back();
    if (last == nullptr || (last->to_ns && *last->to_ns < span.from_ns))
      spans.push_back(span);
    else if (last->to_ns && (!span.to_ns || *span.to_ns > *last->to_ns))
      last->to_ns = span.to_ns;
  }
  return spans;
}

}  // namespace

std::vector<ReplicaEvent> troubles_at(const KeyAtEnd& at, LocalReplica replica,
                                      std::int64_t from_ns, std::int64_t to_ns) {
  std::vector<ReplicaEvent> events;
  const auto add = [&](const std::vector<Span>& spans, Happening begin, Happening end) {
    for (const Span& span : spans) {
      if (span.from_ns > to_ns || (span.to_ns && *span.to_ns < from_ns)) continue;
      events.push_back({span.from_ns, begin, {}, "", ""});
      if (span.to_ns) events.push_back({*span.to_ns, end, {}, "", ""});
    }
  };
  add(spans_of<sim::Down>(at, replica), Happening::kDown, Happening::kUp);
  add(spans_of<sim::Paused>(at, replica), Happening::kPaused, Happening::kResumed);
  for (const sim::Exit& each : at.history().exits()) {
    const std::int64_t when = nanoseconds_of(each.at);
    if (each.process == at.serving(replica, each.at) && from_ns <= when && when <= to_ns)
      events.push_back({when, Happening::kDown, {}, "by itself", ""});
  }
  const std::int64_t since = nanoseconds_of(at.key().held_since[replica]);
  const bool after_trouble = std::any_of(events.begin(), events.end(),
                                         [&](const auto& each) { return each.at_ns <= since; });
  if (at.key().holders[replica] == at.key().replicas[replica] || since > to_ns) return events;
  if (from_ns <= since || after_trouble)
    events.push_back({since,
                      Happening::kTookOver,
                      {},
                      name_within(at.history(), at.key().holders[replica]),
                      ""});
  return events;
}

std::string name_within(const sim::History& history, engine::ProcessId process) {
  const sim::ProcessPlace& place = history.place(process);
  const std::string prefix = history.datacenter_name(place.datacenter) + "/";
  return place.name.starts_with(prefix) ? place.name.substr(prefix.size()) : place.name;
}

}  // namespace faultline::reports

#include "reports/story/key_diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <tuple>

#include "reports/metrics/numbers.h"
#include "reports/story/fault_bands.h"
#include "reports/story/replica_events.h"
#include "sim/story/replicas.h"
#include "sim/story/text.h"

namespace faultline::reports {

namespace {

using engine::nanoseconds_of;
using sim::LocalReplica;

// What is asked and answered in one breath needs no line of its own for the answer.
constexpr std::int64_t kPrompt_ns = 100'000'000;
constexpr std::int64_t kAlike_ns = 20'000'000;
// Connections come back some time after a cut: it still explains what did not get through.
constexpr std::int64_t kAftermath_ns = 10'000'000'000;
constexpr std::size_t kLinesOfTheirOwn = 3;

// One replica, or several to which the same happened.
struct Course {
  std::vector<LocalReplica> replicas;
  std::vector<ReplicaEvent> events;
};

bool same_happening(Happening a, Happening b) {
  const auto plain = [](Happening each) {
    return each == Happening::kRan ? Happening::kArrived : each;
  };
  return plain(a) == plain(b);
}

bool is_alike(const Course& a, const Course& b) {
  return std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                    [](const ReplicaEvent& one, const ReplicaEvent& other) {
                      return same_happening(one.what, other.what) &&
                             one.operation == other.operation && one.note == other.note &&
                             std::abs(one.at_ns - other.at_ns) <= kAlike_ns;
                    });
}

// A crash says which operations the replica forgot by it.
void fold_crashes(std::vector<ReplicaEvent>& events, const SpaceTime& diagram) {
  for (ReplicaEvent& down : events) {
    if (down.what != Happening::kDown) continue;
    std::vector<std::uint64_t> gone;
    for (const ReplicaEvent& each : events)
      if (each.what == Happening::kGone && each.at_ns == down.at_ns)
        gone.push_back(diagram.operations[*each.operation].number);
    if (gone.empty()) continue;
    down.note += fmt::format("{}loses {}", down.note.empty() ? "" : ", ", fmt::join(gone, ", "));
    std::erase_if(events, [at = down.at_ns](const ReplicaEvent& each) {
      return each.what == Happening::kGone && each.at_ns == at;
    });
    return fold_crashes(events, diagram);
  }
}

class Drawing {
 public:
  Drawing(const KeyAtEnd& at, std::string title,
          const std::map<sim::OperationIndex, bool>& operations)
      : at_(at) {
    diagram_.title = std::move(title);
    for (const auto& [operation, lost] : operations) add_operation(operation, lost);
  }

  SpaceTime take() {
    add_courses();
    for (const Course& course : courses_) add_line(course);
    put_in_order();
    add_arrows();
    add_bands();
    return std::move(diagram_);
  }

 private:
  void add_operation(sim::OperationIndex index, bool lost) {
    const sim::OperationEntry& entry = at_.history().operation(index);
    const sim::LoadClient& client = at_.history().load().clients[entry.client];
    engine::Arguments command = entry.command;
    for (engine::Bytes& argument : command)
      if (argument == at_.key().name) argument = engine::Bytes("·");
    const std::size_t place = diagram_.operations.size();
    drawn_[index] = place;
    diagram_.operations.push_back({number_of(index), client.name,
                                   at_.history().datacenter_name(client.datacenter),
                                   sim::command_text(command), lost});
    diagram_.events.push_back({Happening::kAsked,
                               nanoseconds_of(entry.invoked),
                               {},
                               place,
                               entry.returned ? "" : "no answer"});
    if (!entry.returned) return;
    const std::int64_t took = (*entry.returned - entry.invoked).count();
    const bool ok = entry.outcome == engine::output::Outcome::kOk;
    if (ok && took <= kPrompt_ns) return;
    diagram_.events.push_back(
        {Happening::kAnswered,
         nanoseconds_of(*entry.returned),
         {},
         place,
         ok ? "answered after " + duration_text(took) : sim::reply_text(*entry.reply)});
  }

  void add_courses() {
    std::vector<Course> all;
    for (LocalReplica r = 0; r < at_.replicas(); ++r)
      all.push_back({{r}, events_at(at_, r, drawn_)});
    for (const auto& event : diagram_.events) see(event.at_ns);
    for (const Course& course : all)
      for (const ReplicaEvent& event : course.events) see(event.at_ns);
    for (Course& course : all) {
      for (ReplicaEvent& each : troubles_at(at_, course.replicas.front(), first_ns_, last_ns_))
        course.events.push_back(std::move(each));
      std::stable_sort(course.events.begin(), course.events.end(),
                       [](const auto& a, const auto& b) {
                         return std::tuple(a.at_ns, a.operation.has_value()) <
                                std::tuple(b.at_ns, b.operation.has_value());
                       });
      fold_crashes(course.events, diagram_);
      const auto same = std::find_if(courses_.begin(), courses_.end(), [&](const Course& other) {
        return all.size() > kLinesOfTheirOwn && goes_with(course, other);
      });
      if (same == courses_.end()) {
        courses_.push_back(std::move(course));
        continue;
      }
      same->replicas.push_back(course.replicas.front());
      for (std::size_t i = 0; i < course.events.size(); ++i) {
        // Where it ran first says more than where it came to.
        if (course.events[i].what == Happening::kRan) same->events[i] = course.events[i];
      }
    }
  }

  void see(std::int64_t at_ns) {
    first_ns_ = std::min(first_ns_, at_ns);
    last_ns_ = std::max(last_ns_, at_ns);
  }

  [[nodiscard]] bool goes_with(const Course& one, const Course& other) const {
    const auto datacenter = [&](LocalReplica r) {
      return at_.history().place(at_.key().replicas[r]).datacenter;
    };
    const LocalReplica a = one.replicas.front();
    const LocalReplica b = other.replicas.front();
    return datacenter(a) == datacenter(b) && is_alike(one, other) &&
           sim::shown_text(at_.key(), a) == sim::shown_text(at_.key(), b);
  }

  void add_line(const Course& course) {
    const engine::ProcessId process = at_.key().replicas[course.replicas.front()];
    const std::size_t line = diagram_.lines.size();
    diagram_.lines.push_back(
        {at_.history().datacenter_name(at_.history().place(process).datacenter),
         course.replicas.size() == 1 ? name_within(at_.history(), process)
                                     : fmt::format("{} replicas", course.replicas.size()),
         sim::shown_text(at_.key(), course.replicas.front())});
    for (const ReplicaEvent& each : course.events)
      diagram_.events.push_back({each.what, each.at_ns, line, each.operation,
                                 each.clock.empty() || each.note.empty()
                                     ? each.clock + each.note
                                     : each.clock + ", " + each.note});
  }

  void put_in_order() {
    const auto rank = [](const SpaceTime::Event& event) {
      return std::tuple(event.at_ns, event.operation.has_value(), event.what != Happening::kAsked,
                        event.what != Happening::kRan);
    };
    std::stable_sort(diagram_.events.begin(), diagram_.events.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  }

  // From the client to where it ran, from there to wherever it came or should have come.
  void add_arrows() {
    for (std::size_t operation = 0; operation < diagram_.operations.size(); ++operation) {
      const std::optional<std::size_t> home = home_line(operation);
      if (!home) continue;
      std::optional<std::size_t> asked;
      std::optional<std::size_t> ran;
      for (std::size_t i = 0; i < diagram_.events.size(); ++i) {
        const SpaceTime::Event& event = diagram_.events[i];
        if (event.operation != operation) continue;
        if (event.what == Happening::kAsked) asked = i;
        if (event.line == home && !ran) ran = i;
      }
      if (asked && ran) diagram_.arrows.push_back({*asked, *ran});
      if (ran) add_arrows_from(*ran);
    }
  }

  // The first event of the operation at each other line, and its answer.
  void add_arrows_from(std::size_t ran) {
    const SpaceTime::Event& from = diagram_.events[ran];
    std::vector<bool> reached(diagram_.lines.size(), false);
    for (std::size_t i = 0; i < diagram_.events.size(); ++i) {
      const SpaceTime::Event& event = diagram_.events[i];
      if (event.operation != from.operation || event.line == from.line) continue;
      if (event.what == Happening::kAnswered) diagram_.arrows.push_back({ran, i});
      if (!event.line || reached[*event.line] || event.what == Happening::kGone) continue;
      reached[*event.line] = true;
      if (event.what != Happening::kRepaired) diagram_.arrows.push_back({ran, i});
    }
  }

  // Where the operation ran for its client; none: nowhere.
  [[nodiscard]] std::optional<std::size_t> home_line(std::size_t place) const {
    const auto operation = std::find_if(drawn_.begin(), drawn_.end(),
                                        [&](const auto& each) { return each.second == place; });
    std::optional<LocalReplica> home;
    for (const sim::EffectIndex each : at_.key().effects)
      if (at_.effect(each).operation == operation->first && !home) home = at_.effect(each).home;
    if (const sim::Execution* ran = at_.answering(operation->first); ran != nullptr && !home)
      home = at_.key().of_copy(at_.history().copy_of(ran->replica));
    if (!home) return std::nullopt;
    for (std::size_t line = 0; line < courses_.size(); ++line)
      if (std::find(courses_[line].replicas.begin(), courses_[line].replicas.end(), *home) !=
          courses_[line].replicas.end())
        return line;
    return std::nullopt;
  }

  void add_bands() {
    diagram_.bands = fault_bands(at_, first_ns_ - kAftermath_ns, last_ns_);
    for (std::size_t line = 0; line < courses_.size(); ++line) {
      const std::vector<ReplicaEvent>& events = courses_[line].events;
      for (std::size_t i = 0; i < events.size(); ++i) {
        const bool down = events[i].what == Happening::kDown;
        if (!down && events[i].what != Happening::kPaused) continue;
        const auto over =
            std::find_if(events.begin() + static_cast<std::ptrdiff_t>(i), events.end(),
                         [&](const ReplicaEvent& each) {
                           return each.what == (down ? Happening::kUp : Happening::kResumed) ||
                                  each.what == Happening::kTookOver;
                         });
        std::optional<std::int64_t> to;
        if (over != events.end()) to = over->at_ns;
        diagram_.bands.push_back({down ? "down" : "paused", events[i].at_ns, to, line});
      }
    }
  }

  const KeyAtEnd& at_;
  SpaceTime diagram_;
  DrawnOperations drawn_;
  std::vector<Course> courses_;  // one a line
  std::int64_t first_ns_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t last_ns_ = 0;
};

}  // namespace

SpaceTime key_diagram(const KeyAtEnd& at, std::string title,
                      const std::map<sim::OperationIndex, bool>& operations) {
  return Drawing(at, std::move(title), operations).take();
}

}  // namespace faultline::reports

#include "sim/history/clock_windows.h"

#include <algorithm>
#include <map>

#include "sim/host/wall_clock.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::Instant;

// A change of a clock begins, or ends (then there is none).
struct ClockEvent {
  Instant at{};
  DisturbanceId id;
  const ClockChange* begins = nullptr;
};
using ClockWindows = std::map<std::int64_t, ClockWindow>;  // by the time at which they begin

// One machine's clock on its course.
class ClockCourse {
 public:
  ClockCourse(Duration width, ClockWindows& windows) : width_(width), windows_(windows) {}

  void take(const ClockEvent& event) {
    run_to(event.at);
    if (event.begins != nullptr)
      clock_.change(event.id, *event.begins, event.at);
    else
      clock_.mend(event.id);
  }
  // Between two changes it runs evenly: what it shows first and last in a window is the worst. A
  // coarse clock is worst right before it goes on.
  void run_to(Instant end) {
    while (now_ < end) {
      const Instant from(now_.time_since_epoch() - now_.time_since_epoch() % width_);
      const Instant to = std::min(end, from + width_);
      note(from, now_);
      note(from, to - Duration(1));
      now_ = to;
    }
  }

 private:
  void note(Instant from, Instant at) {
    const std::int64_t offset = clock_.offset(at).count();
    if (offset == 0) return;
    ClockWindow& window = windows_[engine::nanoseconds_of(from)];
    window.from_ns = engine::nanoseconds_of(from);
    window.ahead_ns = std::max(window.ahead_ns, offset);
    window.behind_ns = std::max(window.behind_ns, -offset);
  }

  Duration width_;
  ClockWindows& windows_;
  WallClock clock_;
  Instant now_{};
};

std::map<engine::HostId, std::vector<ClockEvent>> clock_events(const History& history) {
  std::map<engine::HostId, std::vector<ClockEvent>> hosts;
  for (const Disturbed& each : history.disturbances()) {
    const auto* change = std::get_if<ClockChange>(&each.what);
    if (change == nullptr || history.host(change->host) == nullptr) continue;
    hosts[change->host].push_back({each.from, each.id, change});
    if (each.to) hosts[change->host].push_back({*each.to, each.id, nullptr});
  }
  return hosts;
}

}  // namespace

void measure_clocks(const History& history, Duration width, EngineResult& result) {
  const Instant end{Duration(result.virtual_ns)};
  std::map<std::string, ClockWindows> datacenters;
  for (auto& [host, events] : clock_events(history)) {
    std::stable_sort(events.begin(), events.end(),
                     [](const ClockEvent& a, const ClockEvent& b) { return a.at < b.at; });
    const auto datacenter = history.host(host)->datacenter;
    ClockCourse course(width, datacenters[history.datacenter_name(datacenter)]);
    for (const ClockEvent& event : events)
      if (event.at <= end) course.take(event);
    course.run_to(end);
  }
  for (const auto& [name, windows] : datacenters)
    for (const auto& [from_ns, window] : windows) result.clock_windows[name].push_back(window);
}

}  // namespace faultline::sim

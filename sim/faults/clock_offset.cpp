// Wall clocks jump off true time and, at the end, back. What the fault takes away again is what it
// added: of two that overlap on a host, either may end first and the clock still ends up right.
#include <utility>
#include <vector>

#include "engine/base/planted.h"
#include "sim/faults/named_hosts.h"
#include "sim/faults/registry.h"

namespace faultline::sim {

namespace {

using engine::Duration;
using engine::ParameterUnit;

class ClockOffset final : public Fault {
 public:
  explicit ClockOffset(const engine::ParameterValues& values)
      : names_(engine::get<engine::Names>(values, "hosts")),
        offset_(engine::get<Duration>(values, "offset")) {
    if (engine::planted(engine::PlantedBug::kClockSignFlipped)) offset_ = -offset_;
  }

  void begin(FaultTarget& target, engine::Prng& /*random*/) override {
    for (const engine::HostId host : named_hosts(target, names_)) {
      const Duration before = target.set_clock_offset(host, offset_);
      added_.emplace_back(host, offset_ - before);
    }
  }
  void end(FaultTarget& target) override {
    for (const auto& [host, added] : added_) {
      const Duration now = target.set_clock_offset(host, Duration{});
      target.set_clock_offset(host, now - added);
    }
    added_.clear();
  }

 private:
  engine::Names names_;
  Duration offset_;
  std::vector<std::pair<engine::HostId, Duration>> added_;
};

}  // namespace

FaultKind clock_offset_fault() {
  return {"clock_offset",
          "wall clocks jump by an offset and, at its end, back",
          {{"hosts", ParameterUnit::kHosts, "hosts, racks or data centers", ""},
           {"offset", ParameterUnit::kOffset, "what the wall clock shows beyond true time", ""}},
          [](const engine::ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<ClockOffset>(values);
          }};
}

}  // namespace faultline::sim

// Wall clocks that jump to an offset and back again and again (Jepsen's strobe).
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class ClockStrobe final : public Fault {
 public:
  explicit ClockStrobe(const ParameterValues& values)
      : names_(get<engine::Names>(values, "hosts")),
        offset_(get<Duration>(values, "offset")),
        period_(get<Duration>(values, "period")) {}

  std::optional<Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    off_ = !off_;
    if (off_)
      for (const engine::HostId host : named_hosts(target, names_))
        disturb(target, ClockChange{.host = host, .offset = offset_});
    else
      end(target);
    return period_;
  }

 private:
  engine::Names names_;
  Duration offset_;
  Duration period_;
  bool off_ = false;
};

}  // namespace

FaultKind clock_strobe_fault() {
  return {.name = "clock_strobe",
          .summary = "wall clocks jump off and back again and again",
          .parameters = {hosts_parameter(),
                         {"offset", ParameterUnit::kOffset, "what they show when off", ""},
                         pause_parameter("period", "time from one jump to the next", "\"200ms\"")},
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<ClockStrobe>(values);
          },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            using std::chrono::milliseconds;
            return {{"hosts", {drawn_hosts(topology, random)}},
                    {"offset", {drawn_offset(random)}},
                    {"period", {drawn_duration(random, milliseconds(20), milliseconds(2000))}}};
          }};
}

}  // namespace faultline::sim

// Wall clocks that jump again and again in one direction (a time service with a bad source), and
// are set right at the end.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class ClockStep final : public Fault {
 public:
  explicit ClockStep(const ParameterValues& values)
      : names_(get<engine::Names>(values, "hosts")),
        by_(get<Duration>(values, "by")),
        every_(get<Duration>(values, "every")) {}

  std::optional<Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    end(target);
    off_ += by_;
    for (const engine::HostId host : named_hosts(target, names_))
      disturb(target, ClockChange{.host = host, .offset = off_});
    return every_;
  }

 private:
  engine::Names names_;
  Duration by_;
  Duration off_{};
  Duration every_;
};

}  // namespace

FaultKind clock_step_fault() {
  return {.name = "clock_step",
          .summary = "wall clocks jump again and again in one direction",
          .parameters = {hosts_parameter(),
                         {"by", ParameterUnit::kOffset, "how far each jump goes", ""},
                         pause_parameter("every", "time from one jump to the next", "\"1s\"")},
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<ClockStep>(values);
          },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            using std::chrono::milliseconds;
            return {{"hosts", {drawn_hosts(topology, random)}},
                    {"by", {drawn_offset(random) / 10}},
                    {"every", {drawn_duration(random, milliseconds(100), milliseconds(3000))}}};
          }};
}

}  // namespace faultline::sim

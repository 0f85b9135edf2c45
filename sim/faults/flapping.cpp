// A partition that comes and goes: cut, whole, cut, whole, each for a time drawn around `period`.
#include "sim/faults/cutting.h"
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class Flapping final : public Cutting {
 public:
  explicit Flapping(const ParameterValues& values)
      : Cutting(values),
        groups_(get<engine::Groups>(values, "groups")),
        period_(get<Duration>(values, "period")) {}

  std::optional<Duration> step(FaultTarget& target, engine::Prng& random) override {
    if (cut_) {
      end(target);
    } else {
      for (const Way& way : ways_between(target, groups_)) cut(target, way.from, way.to);
    }
    cut_ = !cut_;
    return random.between(period_ / 2, period_ + period_ / 2);
  }

 private:
  engine::Groups groups_;
  Duration period_;
  bool cut_ = false;
};

}  // namespace

FaultKind flapping_fault() {
  return {
      .name = "flapping",
      .summary = "a partition that comes and goes",
      .parameters = with_cut_parameters(
          {{"groups", ParameterUnit::kGroups, "who can still reach each other", ""},
           pause_parameter("period",
                           "mean time from one change to the next; each is drawn within half of it",
                           "\"1s\"")}),
      .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
        return std::make_unique<Flapping>(values);
      },
      .draw =
          [](const Topology& topology, engine::Prng& random) {
            using std::chrono::milliseconds;
            ParameterValues values = drawn_cut(random);
            values["groups"] = {drawn_groups(topology, random)};
            values["period"] = {drawn_duration(random, milliseconds(100), milliseconds(3000))};
            return values;
          },
      .possible = several_datacenters};
}

}  // namespace faultline::sim

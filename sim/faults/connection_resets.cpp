// All streams between groups of hosts reset, again and again (a firewall that drops its table, a
// balancer that restarts): clients reconnect and do not know what became of what they had sent.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::Duration;
using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class ConnectionResets final : public Fault {
 public:
  explicit ConnectionResets(const ParameterValues& values)
      : groups_(get<engine::Groups>(values, "groups")), every_(get<Duration>(values, "every")) {}

  // A cut that refuses and is over at once resets what is open.
  std::optional<Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    for (Way& way : ways_between(target, groups_))
      disturb(target, Cut{std::move(way.from), std::move(way.to), PartitionMode::kRefused, {}, {}});
    end(target);
    return every_;
  }

 private:
  engine::Groups groups_;
  Duration every_;
};

}  // namespace

FaultKind connection_resets_fault() {
  return {.name = "connection_resets",
          .summary = "all streams between groups of hosts reset, again and again",
          .parameters = {{"groups", ParameterUnit::kGroups, "streams between them reset", ""},
                         pause_parameter("every", "time from one reset to the next", "\"1s\"")},
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<ConnectionResets>(values);
          },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            using std::chrono::milliseconds;
            return {{"groups", {drawn_groups(topology, random)}},
                    {"every", {drawn_duration(random, milliseconds(50), milliseconds(3000))}}};
          },
          .possible = several_datacenters};
}

}  // namespace faultline::sim

// Administrators pause replication between two data centers: one does not pull what the other
// writes, while the network and both databases are well. Redis Enterprise: crdt_sync "paused".
#include "sim/faults/draws.h"
#include "sim/faults/fault.h"

namespace faultline::sim {

using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class ReplicationPause final : public Fault {
 public:
  explicit ReplicationPause(const ParameterValues& values)
      : from_(get<std::string>(values, "from")),
        to_(get<std::string>(values, "to")),
        both_(get<bool>(values, "both")) {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const engine::DatacenterId from = target.topology().datacenter(from_).value();
    const engine::DatacenterId to = target.topology().datacenter(to_).value();
    disturb(target, ReplicationPaused{from, to});
    if (both_) disturb(target, ReplicationPaused{to, from});
    return std::nullopt;
  }

 private:
  std::string from_;
  std::string to_;
  bool both_;
};

}  // namespace

FaultKind replication_pause_fault() {
  return {.name = "replication_pause",
          .summary = "replication from one data center to another stands still, by order",
          .parameters = {{"from", ParameterUnit::kDatacenter, "whose updates are not pulled", ""},
                         {"to", ParameterUnit::kDatacenter, "which does not pull them", ""},
                         {"both", ParameterUnit::kBoolean, "the other way round too", "false"}},
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<ReplicationPause>(values);
          },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            auto [from, to] = drawn_pair(topology, random);
            return {{"from", {std::move(from)}},
                    {"to", {std::move(to)}},
                    {"both", {random.below(2) == 0}}};
          },
          .possible = several_datacenters,
          .needs = "replication streams"};
}

}  // namespace faultline::sim

// The users of one data center are sent to another one in the middle of their sessions and, at the
// end, back: they may miss there what they wrote here, and here what they wrote there.
#include "sim/faults/draws.h"
#include "sim/faults/fault.h"

namespace faultline::sim {

using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class ClientFailover final : public Fault {
 public:
  explicit ClientFailover(const ParameterValues& values)
      : from_(get<std::string>(values, "from")), to_(get<std::string>(values, "to")) {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const Topology& topology = target.topology();
    disturb(target,
            ClientsMoved{topology.datacenter(from_).value(), topology.datacenter(to_).value()});
    return std::nullopt;
  }

 private:
  std::string from_;
  std::string to_;
};

}  // namespace

FaultKind client_failover_fault() {
  return {.name = "client_failover",
          .summary = "clients of one data center go on in another one and, at its end, return",
          .parameters = {{"from", ParameterUnit::kDatacenter, "whose clients", ""},
                         {"to", ParameterUnit::kDatacenter, "where they go", ""}},
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<ClientFailover>(values);
          },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            auto [from, to] = drawn_pair(topology, random);
            return {{"from", {std::move(from)}}, {"to", {std::move(to)}}};
          },
          .possible = several_datacenters};
}

}  // namespace faultline::sim

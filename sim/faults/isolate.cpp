// Hosts, racks or data centers lose everybody else; those named together keep each other.
#include "sim/faults/cutting.h"
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::ParameterValues;

namespace {

class Isolate final : public Cutting {
 public:
  explicit Isolate(const ParameterValues& values)
      : Cutting(values), names_(engine::get<engine::Names>(values, "hosts")) {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const HostList inside = named_hosts(target, names_);
    part(target, inside, all_but(target, inside));
    return std::nullopt;
  }

 private:
  engine::Names names_;
};

}  // namespace

FaultKind isolate_fault() {
  return {.name = "isolate",
          .summary = "cuts a host, a rack or a data center off from everybody else",
          .parameters = with_cut_parameters({hosts_parameter()}),
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<Isolate>(values);
          },
          .draw =
              [](const Topology& topology, engine::Prng& random) {
                ParameterValues values = drawn_cut(random);
                values["hosts"] = {drawn_hosts(topology, random)};
                return values;
              },
          // 88 % of partition failures show when one node is cut off (Alquraan et al., OSDI 2018).
          .weight = 3};
}

}  // namespace faultline::sim

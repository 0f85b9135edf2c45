// Each of the named places still reaches a majority of them, no two the same one (Jepsen's
// majorities-ring): around a ring, everyone keeps its nearest neighbours.
#include "sim/faults/cutting.h"
#include "sim/faults/draws.h"

namespace faultline::sim {

using engine::Names;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class MajoritiesRing final : public Cutting {
 public:
  explicit MajoritiesRing(const ParameterValues& values)
      : Cutting(values), places_(engine::get<Names>(values, "places")) {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    const std::size_t count = places_.size();
    // Those on each side that still leave a majority: with five, one on each side and oneself.
    const std::size_t reach = (count / 2 + 1) / 2;
    for (std::size_t one = 0; one < count; ++one)
      for (std::size_t other = one + 1; other < count; ++other) {
        const std::size_t apart = std::min(other - one, count - (other - one));
        if (apart > reach)
          part(target, target.hosts_of(places_[one]), target.hosts_of(places_[other]));
      }
    return std::nullopt;
  }

 private:
  Names places_;
};

}  // namespace

FaultKind majorities_ring_fault() {
  return {
      .name = "majorities_ring",
      .summary = "everyone reaches a majority of the named places, each another one",
      .parameters = with_cut_parameters({{.name = "places",
                                          .unit = ParameterUnit::kHosts,
                                          .summary = "data centers, racks or hosts around a ring",
                                          .default_text = "",
                                          .least = 4}}),
      .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
        return std::make_unique<MajoritiesRing>(values);
      },
      .draw =
          [](const Topology& topology, engine::Prng& random) {
            ParameterValues values = drawn_cut(random);
            Names hosts;
            for (const engine::Machine& machine : topology.machines())
              hosts.push_back(machine.name());
            values["places"] = {std::move(hosts)};
            return values;
          },
      // Of three, a majority each leaves nothing to cut.
      .possible = [](const Topology& topology) { return topology.machines().size() > 3; }};
}

}  // namespace faultline::sim

// A network split: every host of one group loses every host of the other groups, both ways or only
// on the way from the first group to the others.
#include "sim/faults/cutting.h"
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::get;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

class Partition final : public Cutting {
 public:
  explicit Partition(const ParameterValues& values)
      : Cutting(values),
        groups_(get<engine::Groups>(values, "groups")),
        forward_only_(get<std::string>(values, "direction") == "forward") {}

  std::optional<engine::Duration> step(FaultTarget& target, engine::Prng& /*random*/) override {
    std::vector<Way> ways = ways_between(target, groups_);
    if (forward_only_) ways.resize(groups_.size() - 1);  // those out of the first group
    for (const Way& way : ways) cut(target, way.from, way.to);
    return std::nullopt;
  }

 private:
  engine::Groups groups_;
  bool forward_only_;
};

}  // namespace

FaultKind partition_fault() {
  return {.name = "partition",
          .summary = "cuts the network between groups of hosts",
          .parameters = with_cut_parameters(
              {{"groups", ParameterUnit::kGroups, "who can still reach each other", ""},
               {"direction",
                ParameterUnit::kWord,
                "both; forward: only what goes from the first group to the others is cut",
                "\"both\"",
                {"both", "forward"}}}),
          .make = [](const ParameterValues& values) -> std::unique_ptr<Fault> {
            return std::make_unique<Partition>(values);
          },
          .draw =
              [](const Topology& topology, engine::Prng& random) {
                ParameterValues values = drawn_cut(random);
                values["groups"] = {drawn_groups(topology, random)};
                // Of partition failures 69 % come from complete cuts, 2 % from one-way ones
                // (Alquraan et al., OSDI 2018); the latter are drawn more often, or few seeds would
                // see one.
                const bool forward = random.below(10) == 0;
                values["direction"] = {std::string(forward ? "forward" : "both")};
                return values;
              },
          .possible = several_datacenters,
          .weight = 3};
}

}  // namespace faultline::sim

// Operators set what nodes wait for before they answer, while they run: Dynomite's REST
// "/set_consistency/write/dc_one", which knows no level of each data center (shared
// dynomite/facts.md 4). A node that starts anew, and at the end every node, goes by its
// configuration.
#include "sim/faults/draws.h"
#include "sim/faults/named_hosts.h"

namespace faultline::sim {

using engine::get;
using engine::Parameter;
using engine::ParameterUnit;
using engine::ParameterValues;

namespace {

Parameter level_of(std::string_view access, std::string_view summary) {
  return {access,
          ParameterUnit::kWord,
          summary,
          "\"DC_ONE\"",
          {"DC_ONE", "DC_QUORUM", "DC_SAFE_QUORUM"}};
}

Parameter read_level() {
  return level_of("read", "what reads wait for from then on");
}
Parameter write_level() {
  return level_of("write", "what writes wait for from then on");
}

}  // namespace

FaultKind consistency_level_fault() {
  return {.name = "consistency_level",
          .summary = "nodes are told other levels of consistency while they run",
          .parameters = {hosts_parameter(), read_level(), write_level()},
          .make =
              [](const ParameterValues& values) {
                const auto read = get<std::string>(values, "read");
                const auto write = get<std::string>(values, "write");
                return on_hosts(values, [read, write](engine::HostId host) -> Disturbance {
                  return LevelsSet{host, read, write};
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            return {{"hosts", {drawn_hosts(topology, random)}},
                    {"read", {drawn_word(random, read_level())}},
                    {"write", {drawn_word(random, write_level())}}};
          },
          .needs = "levels of consistency"};
}

}  // namespace faultline::sim

// A link that has become slow (a detour, a full queue elsewhere): its messages take longer.
#include "sim/network/latency.h"

#include "sim/faults/draws.h"
#include "sim/faults/links.h"

namespace faultline::sim {

using engine::Nested;
using engine::ParameterUnit;
using engine::ParameterValues;

FaultKind latency_fault() {
  return {.name = "latency",
          .summary = "a direct link takes longer by a latency on top of its own",
          .parameters = {between_parameter(),
                         {.name = "extra",
                          .unit = ParameterUnit::kNested,
                          .summary = "what comes on top",
                          .default_text = "{\"kind\": \"constant\", \"value\": \"200ms\"}",
                          .kinds = latency_kinds(),
                          .flaw = latency_flaw}},
          .make =
              [](const ParameterValues& values) {
                const std::shared_ptr<const Latency> extra =
                    make_latency(engine::get<Nested>(values, "extra"));
                return on_link(values, [extra](LinkFault fault) {
                  fault.extra = extra;
                  return fault;
                });
              },
          .draw = [](const Topology& topology, engine::Prng& random) -> ParameterValues {
            using std::chrono::milliseconds;
            const auto least = drawn_duration(random, milliseconds(1), milliseconds(500));
            const auto most = least + drawn_duration(random, milliseconds(1), milliseconds(1500));
            return {{"between", {drawn_link(topology, random)}},
                    {"extra", {Nested{"uniform", {{"min", {least}}, {"max", {most}}}}}}};
          },
          .possible = has_links};
}

}  // namespace faultline::sim

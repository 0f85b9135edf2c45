// For tests of workloads: the commands that one client of it asks for, one after the other, on
// twenty keys that are hit evenly.
#pragma once

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::sim {

// `own`: the workload's own parameters.
[[nodiscard]] inline std::vector<engine::Arguments> commands_of(std::string_view name, int count,
                                                                engine::ParameterValues own = {}) {
  own["keys"] = {engine::Nested{"uniform", {{"count", {std::int64_t{20}}}}}};
  const WorkloadKind* kind = find_workload(name);
  REQUIRE(kind != nullptr);
  const auto keys = keys_of(own);
  const auto workload = kind->make(own, *keys, 6);
  engine::Prng random(9);
  std::vector<engine::Arguments> all;
  for (int i = 0; i < count; ++i) all.push_back(workload->next(random));
  return all;
}

}  // namespace faultline::sim

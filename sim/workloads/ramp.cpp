#include "sim/workloads/ramp.h"

#include <vector>

#include "engine/base/assert.h"
#include "sim/kernel/fixed_point.h"

namespace faultline::sim {

namespace {

using engine::ParameterUnit;
using engine::Ratio;

std::vector<engine::Parameter> from_to() {
  return {{"from", ParameterUnit::kRatio, "the share of the rate at the beginning", "\"10%\""},
          {"to", ParameterUnit::kRatio, "the share of the rate at the end", "\"100%\""}};
}

// The share after `part` of `all` equal parts of the way.
Ratio on_the_way(const engine::ParameterValues& values, std::int64_t part, std::int64_t all) {
  const auto wide = [](std::int64_t number) { return static_cast<Wide>(number); };
  const std::int64_t from = engine::get<Ratio>(values, "from").ppm;
  const std::int64_t to = engine::get<Ratio>(values, "to").ppm;
  return Ratio{static_cast<std::int64_t>((wide(from) * wide(all - part) + wide(to) * wide(part)) /
                                         wide(all))};
}

}  // namespace

std::span<const engine::NestedKind> ramp_kinds() {
  static const std::vector<engine::NestedKind> kKinds = [] {
    std::vector<engine::Parameter> steps = from_to();
    steps.push_back(
        {"count", ParameterUnit::kInteger, "steps of equal length", "5", {}, {}, 2, 1'000'000});
    return std::vector<engine::NestedKind>{
        {"none", "the whole rate all the time", {}},
        {"linear", "the rate goes evenly from one share to another", from_to()},
        {"steps", "the rate goes from one share to another in equal steps", steps}};
  }();
  return kKinds;
}

Ratio ramp_share(const engine::Nested& plan, engine::Duration at, engine::Duration whole) {
  FL_ASSERT(at.count() >= 0 && at < whole, "a ramp is asked about a moment of the load");
  if (plan.kind == "linear") return on_the_way(plan.values, at.count(), whole.count());
  if (plan.kind == "steps") {
    const auto count = engine::get<std::int64_t>(plan.values, "count");
    const auto step =
        static_cast<Wide>(at.count()) * static_cast<Wide>(count) / static_cast<Wide>(whole.count());
    return on_the_way(plan.values, static_cast<std::int64_t>(step), count - 1);
  }
  FL_ASSERT(plan.kind == "none", "every ramp of the table is known");
  return Ratio{engine::kMillion};
}

}  // namespace faultline::sim

#include "scenarios/sweep/doses.h"

#include <algorithm>
#include <cstdlib>

#include "scenarios/loader/loader.h"
#include "scenarios/loader/sha256.h"

namespace faultline::scenarios {
namespace {

constexpr std::size_t kFamilyDigits = 12;

// The hash of the resolved scenario without these faults, and without what does not decide what
// happens.
std::string family_of(const sim::Plan& plan, std::string_view kind) {
  sim::Plan bare = plan;
  bare.name.clear();
  bare.purpose.clear();
  bare.seed = 1;
  bare.expectations.clear();
  bare.expected_marks.clear();
  bare.shows.reset();
  std::erase_if(bare.faults, [&](const sim::FaultPlan& fault) { return fault.kind == kind; });
  return sha256(resolved_text(bare)).substr(0, kFamilyDigits);
}

}  // namespace

Dose clock_dose(const sim::Plan& plan) {
  Dose dose{0, family_of(plan, "clock_offset")};
  for (const sim::FaultPlan& fault : plan.faults) {
    if (fault.kind != "clock_offset") continue;
    const auto offset = engine::get<engine::Duration>(fault.parameters, "offset");
    dose.ns = std::max<std::int64_t>(dose.ns, std::abs(offset.count()));
  }
  return dose;
}

std::optional<Dose> partition_dose(const sim::Plan& plan) {
  Dose dose{0, family_of(plan, "partition")};
  for (const sim::FaultPlan& fault : plan.faults) {
    if (fault.kind != "partition") continue;
    if (!fault.lasts) return std::nullopt;
    dose.ns = std::max<std::int64_t>(dose.ns, fault.lasts->count());
  }
  return dose;
}

}  // namespace faultline::scenarios

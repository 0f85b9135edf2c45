#include "scenarios/conformance/dynomite_runner.h"

namespace faultline::scenarios::conformance {

CaseResult run_case(const DynomiteCase& plan, std::optional<std::uint64_t> /*seeds*/) {
  return skipped(plan.id, "not yet");
}

}  // namespace faultline::scenarios::conformance

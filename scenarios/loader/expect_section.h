// The "expect" of a scenario, both ways. Nested objects and dotted keys mean the same path:
// {"checks": {"ledger_sum": "held"}} and {"checks.ledger_sum": "held"}; written with dots.
#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/loader/places.h"
#include "scenarios/loader/reading.h"
#include "sim/plan.h"

namespace faultline::scenarios {

// Fills in the plan's expectations and expected marks; its engines are known already, `marks` are
// theirs. An engine of which nothing is expected is held to its promises.
void read_expect(Reading& reading, const std::optional<Node>& expect, const Places& places,
                 const std::vector<std::string>& marks, sim::Plan& plan);
[[nodiscard]] nlohmann::ordered_json write_expect(const sim::Plan& plan);

}  // namespace faultline::scenarios

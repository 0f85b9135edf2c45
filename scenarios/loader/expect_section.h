// The "expect" of a scenario, both ways. Nested objects and dotted keys mean the same path:
// {"checks": {"ledger_sum": "held"}} and {"checks.ledger_sum": "held"}; written with dots.
#pragma once

#include <nlohmann/json.hpp>

#include "scenarios/loader/places.h"
#include "scenarios/loader/reading.h"
#include "sim/plan.h"

namespace faultline::scenarios {

// What expectations can be about.
struct ExpectWorld {
  const Places& places;
  bool engines_known = true;  // "engines" names none that does not exist
  std::vector<std::string> marks_of_engines;
  std::vector<std::string> marks_of_faults;
};

// Fills in the plan's expectations and expected marks; its engines are known already. An engine
// that "expect" leaves out is held to its promises.
void read_expect(Reading& reading, const std::optional<Node>& expect, const ExpectWorld& world,
                 sim::Plan& plan);
[[nodiscard]] nlohmann::ordered_json write_expect(const sim::Plan& plan);

}  // namespace faultline::scenarios

// A program: commands one after the other, with time in between. RapidCheck draws programs whole;
// a counterexample loses commands, time and arguments as long as it stays one.
#pragma once

#include <rapidcheck.h>

#include <iosfwd>
#include <vector>

#include "engine/base/time.h"
#include "property_tests/differential/comparison.h"
#include "property_tests/differential/grammar.h"

namespace faultline::differential {

struct Step {
  engine::Duration wait{};  // before the command
  engine::Arguments arguments;
};

struct Program {
  std::vector<Step> steps;
};

std::ostream& operator<<(std::ostream& out, const Program& program);

inline constexpr std::size_t kProgramLength = 50;

// The grammar must outlive it.
[[nodiscard]] rc::Gen<Program> programs(const Grammar& grammar);

// Begins with empty keys; at the end, what is in them is compared as well.
[[nodiscard]] Verdict run_on_both(Sides& sides, const Program& program);

}  // namespace faultline::differential

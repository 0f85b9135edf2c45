// What a failing whole-system property leaves behind: the plan as a scenario file, which faultline
// runs, minimizes and explains like any other.
#pragma once

#include <string>

#include "sim/plan.h"

namespace faultline::tests {

// Writes NAME-SEED.json into the folder, which is made if need be, and returns its path.
std::string write_counterexample(const sim::Plan& plan, const std::string& folder);

// While it lives, a failed assertion leaves the plan in counterexamples/ of the working folder,
// once.
class Counterexample {
 public:
  explicit Counterexample(const sim::Plan& plan);
  ~Counterexample();
  Counterexample(const Counterexample&) = delete;
  Counterexample& operator=(const Counterexample&) = delete;
};

}  // namespace faultline::tests

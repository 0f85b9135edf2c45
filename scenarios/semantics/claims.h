// What the documents of a real system promise, or let one expect, and what runs show: one line a
// claim, each with the scenario of the catalog that shows it. `faultline semantics` runs them and
// prints the page. To add a line: one entry in claims.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/run_result.h"

namespace faultline::scenarios {

struct Claim {
  std::string_view engine;
  std::string_view promise;
  std::string_view source;  // of the promise, or of the measurement that contradicts it
  // With figures of the run between braces, named as in an expectation: "{lost} writes are lost".
  std::string_view shows;
  std::string_view scenario;  // the name of its file, without ".json"
};

[[nodiscard]] std::span<const Claim> claims();
// The sentence with the run's figures in it.
[[nodiscard]] std::string told(const Claim& claim, const sim::EngineResult& result);

}  // namespace faultline::scenarios

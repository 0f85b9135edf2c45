// What the loader promises of any bytes: a plan or at least one error, each on a line of its own;
// and what it accepts, written as a resolved scenario and read again, resolves to the same bytes.
// Held by loader_promise_test.cpp on the corpus and by loader_fuzz.cpp on what grows out of it.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/loader/loader.h"

namespace faultline::scenarios {

// Which promise is broken; empty: none.
[[nodiscard]] inline std::string broken_promise(std::string_view text) {
  const LoadedScenario loaded = load_scenario(text, "any.json");
  for (const InputError& error : loaded.errors)
    if (to_line(error).find('\n') != std::string::npos) return "an error of several lines";
  if (loaded.plan.has_value() != loaded.errors.empty())
    return loaded.plan ? "a plan and errors" : "neither a plan nor an error";
  if (!loaded.plan) return {};
  const std::string resolved = resolved_text(*loaded.plan);
  const LoadedScenario again = load_scenario(resolved, "any.json");
  if (!again.plan) return "it refuses what it wrote: " + to_line(again.errors.front());
  if (resolved_text(*again.plan) != resolved) return "what it wrote resolves to other bytes";
  return {};
}

}  // namespace faultline::scenarios

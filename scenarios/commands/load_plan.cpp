#include "scenarios/commands/load_plan.h"

#include <ostream>

#include "scenarios/loader/loader.h"

namespace faultline::scenarios {

std::optional<sim::Plan> load_plan(const std::string& file, Console& console) {
  LoadedScenario loaded = load_scenario_file(file);
  for (const InputError& error : loaded.errors) console.err << to_line(error) << '\n';
  for (const std::string& warning : loaded.warnings) console.err << warning << '\n';
  return std::move(loaded.plan);
}

}  // namespace faultline::scenarios

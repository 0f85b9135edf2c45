// event_log S.json SEED ENGINE: every event of a run on a line, with the fingerprint up to it. The
// first line that two builds do not share is where they part (.ci/determinism).
#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "scenarios/exit_code.h"
#include "scenarios/loader/loader.h"
#include "scenarios/loader/units.h"
#include "sim/run.h"

int main(int count, char** arguments) {
  using namespace faultline;
  if (count != 4) {
    std::fputs("usage: event_log S.json SEED ENGINE\n", stderr);
    return scenarios::kExitBadInput;
  }
  scenarios::LoadedScenario loaded = scenarios::load_scenario_file(arguments[1]);
  const auto seed = scenarios::parse_seed(arguments[2]);
  if (!loaded.plan || !seed.value) {
    std::fputs("event_log: no such scenario or no seed\n", stderr);
    return scenarios::kExitBadInput;
  }
  const sim::Plan plan = scenarios::plan_for_seed(*loaded.plan, *seed.value);
  sim::RunOptions options;
  options.engines = {arguments[3]};
  options.traced = [](const sim::SeenEvent& event) {
    fmt::print("{} {} ns {} {:016x}\n", event.number, event.at_ns, event.what, event.fingerprint);
  };
  const sim::RunResult result = sim::run(plan, options);
  return result.engines.empty() ? scenarios::kExitBadInput : scenarios::kExitHeld;
}

// faultline check S.json…
#include <ostream>

#include "scenarios/commands/flags.h"
#include "scenarios/exit_code.h"
#include "scenarios/loader/loader.h"

namespace faultline::scenarios {

int check_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  Words files;
  flags.app().add_option("files", files, "scenario files")->required()->option_text("S.json…");
  if (!flags.parse(arguments, console)) return flags.exit_code();
  Words names;
  bool good = true;
  for (const std::string& file : files) {
    const LoadedScenario loaded = load_scenario_file(file);
    for (const InputError& error : loaded.errors) console.err << to_line(error) << '\n';
    for (const std::string& warning : loaded.warnings) console.err << warning << '\n';
    good = good && loaded.plan.has_value();
    if (loaded.plan) names.push_back(loaded.plan->name);
  }
  if (!good) return kExitBadInput;
  for (const std::string& name : names) console.out << name << ": ok\n";
  return kExitHeld;
}

}  // namespace faultline::scenarios

// faultline check S.json…
#include <ostream>

#include "scenarios/commands/flags.h"
#include "scenarios/commands/load_plan.h"
#include "scenarios/exit_code.h"

namespace faultline::scenarios {

int check_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  Words files;
  flags.app().add_option("files", files, "scenario files")->required()->option_text("S.json…");
  if (!flags.parse(arguments, console)) return flags.exit_code();
  Words names;
  bool good = true;
  for (const std::string& file : files) {
    const std::optional<sim::Plan> plan = load_plan(file, console);
    good = good && plan.has_value();
    if (plan) names.push_back(plan->name);
  }
  if (!good) return kExitBadInput;
  for (const std::string& name : names) console.out << name << ": ok\n";
  return kExitHeld;
}

}  // namespace faultline::scenarios

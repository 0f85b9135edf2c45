#include "scenarios/program.h"

#include <fmt/format.h>

#include <ostream>

#include "scenarios/exit_code.h"
#include "scenarios/loader/input_error.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/wrong_word.h"

namespace faultline::scenarios {
namespace {

constexpr ProgramCommand kCommands[] = {
    {"run", "run scenarios on their engines and report what users lost",
     "faultline run scenarios/catalog/cart-split.json --seed 1", run_command},
    {"sweep", "run many seeds of scenarios on all cores; resumes where it was stopped",
     "faultline sweep scenarios/catalog/cart-split.json --seeds 1..1000", sweep_command},
    {"merge", "put the shards of a sweep together", "faultline merge shard-1 shard-2 --out whole",
     merge_command},
    {"minimize", "make the run of a seed as small as still shows its finding",
     "faultline minimize scenarios/catalog/clock-skew.json --seed 1 --out small.json",
     minimize_command},
    {"explain", "run a report's seed again and tell the story of one key, with a diagram",
     "faultline explain faultline-out/cart-split-1 cart:7", explain_command},
    {"chart", "hand out a chart of a report as SVG, PNG or PDF, or its data as CSV",
     "faultline chart faultline-out/cart-split-1 divergence --format png", chart_command},
    {"diff", "say what got better or worse from one report to another",
     "faultline diff before after", diff_command},
    {"export", "print a report's history or topology for Jepsen, Perfetto or Graphviz",
     "faultline export faultline-out/cart-split-1 trace --engine dynomite", export_command},
    {"replay", "run a report's scenario again and compare the courses event by event",
     "faultline replay faultline-out/cart-split-1", replay_command},
    {"explore", "look at every order of a small scenario: what can come of it, and how",
     "faultline explore scenarios/catalog/explore/cart-split-small.json", explore_command},
    {"check", "check scenario files; print every error with line, column and path",
     "faultline check scenarios/catalog/cart-split.json", check_command},
    {"conformance", "run recorded cases of the real system against an engine",
     "faultline conformance property_tests/conformance/dynomite.jsonl --engine dynomite",
     conformance_command},
    {"semantics", "run what documents promise against what engines do; prints a page",
     "faultline semantics --engine dynomite", semantics_command},
    {"list", "list engines, scenarios, faults, workloads, checks, data types or commands",
     "faultline list faults", list_command},
};

std::string help() {
  std::string text =
      "faultline: which acknowledged writes do users of a geo-replicated Redis lose, and why?\n\n"
      "Usage: faultline COMMAND …   (faultline COMMAND --help tells more)\n\nCommands:\n";
  for (const ProgramCommand& command : kCommands)
    text += fmt::format("  {:11} {}\n              {}\n", command.name, command.summary,
                        command.example);
  return text +
         "\nFlags:\n  --help     this text\n  --version  the version\n\n"
         "Exit: 0 held, 1 something failed, 2 bad input or usage, 3 unknown, 4 internal fault,\n"
         "130 interrupted.\n";
}

}  // namespace

std::span<const ProgramCommand> program_commands() {
  return kCommands;
}

int run_program(const Words& arguments, Console& console) {
  if (arguments.empty()) {
    console.err << help();
    return kExitBadInput;
  }
  const std::string& name = arguments.front();
  if (name == "--help" || name == "-h") {
    console.out << help();
    return kExitHeld;
  }
  if (name == "--version") {
    console.out << "faultline " << FAULTLINE_VERSION << '\n';
    return kExitHeld;
  }
  for (const ProgramCommand& command : kCommands)
    if (command.name == name)
      return command.run(command, Words(arguments.begin() + 1, arguments.end()), console);
  Words words = names_of(program_commands());
  words.insert(words.end(), {"--help", "--version"});
  const WrongWord wrong = wrong_word("command", name, words);
  std::string line = (wrong.planned ? "" : "faultline: ") + wrong.what;
  line += "; expected " + wrong.expected;
  if (!wrong.suggestion.empty()) line += "; did you mean " + in_quotes(wrong.suggestion) + "?";
  console.err << line << '\n';
  return kExitBadInput;
}

}  // namespace faultline::scenarios

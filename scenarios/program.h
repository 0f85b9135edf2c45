// The `faultline` program: one command a row of the table, each with its own flags. Results go to
// stdout, progress and messages to stderr. To add a command: its file, its row in program.cpp.
#pragma once

#include <functional>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace faultline::scenarios {

struct Console {
  std::ostream& out;
  std::ostream& err;
  // Whether somebody wants the program to end (Ctrl-C); asked during runs.
  std::function<bool()> interrupted = [] { return false; };
  bool colours = false;  // what reads `out` shows them
  // Shown the flags of a command in the place of its help: what writes completions asks for them.
  std::function<void(const CLI::App& flags)> describe{};
};

using Words = std::vector<std::string>;

struct ProgramCommand {
  std::string_view name;
  std::string_view summary;
  std::string_view example;
  int (*run)(const ProgramCommand& command, const Words& arguments, Console& console);
};

[[nodiscard]] std::span<const ProgramCommand> program_commands();

// `arguments` without the program's own name. Returns the exit code.
int run_program(const Words& arguments, Console& console);

// The commands.
int run_command(const ProgramCommand& command, const Words& arguments, Console& console);
int check_command(const ProgramCommand& command, const Words& arguments, Console& console);
int sweep_command(const ProgramCommand& command, const Words& arguments, Console& console);
int merge_command(const ProgramCommand& command, const Words& arguments, Console& console);
int conformance_command(const ProgramCommand& command, const Words& arguments, Console& console);
int minimize_command(const ProgramCommand& command, const Words& arguments, Console& console);
int explore_command(const ProgramCommand& command, const Words& arguments, Console& console);
int explain_command(const ProgramCommand& command, const Words& arguments, Console& console);
int chart_command(const ProgramCommand& command, const Words& arguments, Console& console);
int diff_command(const ProgramCommand& command, const Words& arguments, Console& console);
int export_command(const ProgramCommand& command, const Words& arguments, Console& console);
int replay_command(const ProgramCommand& command, const Words& arguments, Console& console);
int semantics_command(const ProgramCommand& command, const Words& arguments, Console& console);
int list_command(const ProgramCommand& command, const Words& arguments, Console& console);

}  // namespace faultline::scenarios

// The one user of gnuplot-iostream. gnuplot is a separate program that may be missing or may refuse
// a script: both come back as a message, never as a signal (a pipe without a reader raises SIGPIPE)
// and never as half a file.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace faultline::reports {

using PlotPoints = std::vector<std::pair<double, double>>;

// The program: GNUPLOT_IOSTREAM_CMD where the environment sets it, else "gnuplot".
[[nodiscard]] std::string gnuplot_command();
// "gnuplot 5.4 patchlevel 4"; empty if there is none.
[[nodiscard]] std::string gnuplot_version(const std::string& command);

// A piece of a script, and what its plot command reads: one '-' for each of `data`.
struct PlotPart {
  std::string script;
  std::vector<PlotPoints> data;
};
struct PlotJob {
  std::vector<PlotPart> parts;  // in order: gnuplot reads data right behind the command
  std::string output;           // path of the file that receives what gnuplot draws
};
// Empty on success, else a message for the user; then there is no output file.
[[nodiscard]] std::string run_gnuplot(const PlotJob& job, const std::string& command);

// `text` as a string of a gnuplot script. Single quotes: within double ones gnuplot would run what
// stands between backquotes as a shell command.
[[nodiscard]] std::string gnuplot_string(std::string_view text);

}  // namespace faultline::reports

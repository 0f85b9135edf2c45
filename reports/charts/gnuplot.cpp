#include "reports/charts/gnuplot.h"

#include <fmt/format.h>
#include <gnuplot-iostream.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace faultline::reports {

namespace {

// While it lives, writing into a pipe that nobody reads is an error of the write, not a signal.
class IgnoredPipeSignal {
 public:
  IgnoredPipeSignal() {
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &before_);
  }
  ~IgnoredPipeSignal() { sigaction(SIGPIPE, &before_, nullptr); }
  IgnoredPipeSignal(const IgnoredPipeSignal&) = delete;
  IgnoredPipeSignal& operator=(const IgnoredPipeSignal&) = delete;

 private:
  struct sigaction before_ = {};
};

// What ends programs from a terminal or from outside reaches all of a group: what was begun is
// drawn to its end, so that the report gets its charts. A shell keeps no mask of signals, but what
// it is told to ignore.
std::FILE* start(const std::string& shell, const char* direction) {
  return popen(("trap '' HUP INT TERM; " + shell).c_str(), direction);
}

std::string shell_quoted(std::string_view text) {
  std::string shell = "'";
  for (const char character : text) {
    if (character == '\'') {
      shell += "'\\''";
    } else {
      shell += character;
    }
  }
  return shell + "'";
}

std::string first_line_with_text(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line)) {
    if (line.find_first_not_of(" \t\r^") != std::string::npos) return line;
  }
  return "no message";
}

constexpr const char* kMissing = "gnuplot is missing: install the package gnuplot-nox";
constexpr int kShellFoundNothing = 127;

// The status of the shell that ran gnuplot. gnuplot-iostream closes its own descriptor and drops
// the status, so it writes to a copy of the pipe and the pipe itself is closed here.
int talk(std::FILE* pipe, const PlotJob& job) {
  std::FILE* copy = fdopen(dup(fileno(pipe)), "w");
  if (copy != nullptr) {
    gnuplotio::Gnuplot gnuplot(copy);
    for (const PlotPart& part : job.parts) {
      gnuplot << part.script << "\n";
      for (const PlotPoints& points : part.data) gnuplot.send1d(points);
    }
  }
  return pclose(pipe);
}

}  // namespace

std::string gnuplot_command() {
  const char* set = std::getenv("GNUPLOT_IOSTREAM_CMD");
  return set != nullptr && *set != '\0' ? set : "gnuplot";
}

std::string gnuplot_version(const std::string& command) {
  std::FILE* pipe = start(command + " --version 2>/dev/null", "r");
  if (pipe == nullptr) return {};
  std::string text;
  for (int character = std::fgetc(pipe); character != EOF; character = std::fgetc(pipe)) {
    if (character != '\n') text += static_cast<char>(character);
  }
  return pclose(pipe) == 0 ? text : std::string();
}

std::string run_gnuplot(const PlotJob& job, const std::string& command) {
  const IgnoredPipeSignal ignored;
  const std::string errors = job.output + ".errors";
  const std::string shell =
      fmt::format("{} >{} 2>{}", command, shell_quoted(job.output), shell_quoted(errors));
  std::FILE* pipe = start(shell, "w");
  if (pipe == nullptr) return "cannot start gnuplot";
  const int status = talk(pipe, job);

  std::string message;
  if (WIFEXITED(status) && WEXITSTATUS(status) == kShellFoundNothing) {
    message = kMissing;
  } else if (status != 0) {
    message = "gnuplot failed: " + first_line_with_text(errors);
  }
  std::error_code error;
  if (message.empty() && std::filesystem::file_size(job.output, error) == 0) {
    message = "gnuplot drew nothing";
  }
  std::filesystem::remove(errors, error);
  if (!message.empty()) std::filesystem::remove(job.output, error);
  return message;
}

std::string gnuplot_string(std::string_view text) {
  std::string quoted_text = "'";
  for (const char character : text) {
    if (character == '\'') quoted_text += '\'';
    const auto byte = static_cast<unsigned char>(character);
    quoted_text += byte < 0x20 || byte == 0x7f ? ' ' : character;
  }
  return quoted_text + "'";
}

}  // namespace faultline::reports

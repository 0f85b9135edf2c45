// The program. Ctrl-C is held back and asked for between events, so that a run ends with a valid
// partial report; a second one ends the program at once.
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

#include "scenarios/colour.h"
#include "scenarios/exit_code.h"
#include "scenarios/internal_fault.h"
#include "scenarios/program.h"

#ifdef FAULTLINE_JEMALLOC
// What jemalloc looks for. A run keeps more and more, and large pages are had for a fifth of the
// time (catalog/bench/large.json).
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "thp:always";
}
#endif

namespace {

class Interrupt {
 public:
  Interrupt() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  bool asked_for() {
    sigset_t pending;
    if (!asked_ && sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1) {
      int signal = 0;
      sigwait(&set_, &signal);
      asked_ = true;
      pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
    }
    return asked_;
  }

 private:
  sigset_t set_{};
  bool asked_ = false;
};

// Into a pipe or a socket, as `faultline … | head` does: that is its reader's business.
bool reader_went_away() {
  struct stat status {};
  return fstat(STDOUT_FILENO, &status) != 0 || S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode);
}

}  // namespace

int main(int count, char** arguments) {
  faultline::scenarios::install_internal_fault_handler();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is no reason to lose a report
  Interrupt interrupt;
  faultline::scenarios::Console console{std::cout, std::cerr,
                                        [&interrupt] { return interrupt.asked_for(); }};
  console.colours = faultline::scenarios::wants_colours(
      isatty(STDOUT_FILENO) == 1, [](const char* variable) { return std::getenv(variable); });
  const int code = run_program({arguments + 1, arguments + count}, console);
  if (std::cout.flush() || reader_went_away()) return code;
  std::cerr << "faultline: what was to be printed cannot be written; the disk may be full\n";
  return code == faultline::scenarios::kExitHeld ? faultline::scenarios::kExitBadInput : code;
}

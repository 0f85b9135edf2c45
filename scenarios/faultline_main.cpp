// The program. Ctrl-C, or what ends programs from outside, is noted and asked for between events,
// so that a run ends with a valid partial report; a second one ends the program at once.
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include "scenarios/colour.h"
#include "scenarios/exit_code.h"
#include "scenarios/internal_fault.h"
#include "scenarios/program.h"

#ifdef FAULTLINE_JEMALLOC
// What jemalloc looks for. A run keeps more and more: with large pages it takes a fifth less time
// (catalog/bench/large.json).
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "thp:always";
}
#endif

namespace {

// Ctrl-C; what schedulers, containers and CI send before they kill; what a closed terminal sends.
constexpr std::array kEndingSignals = {SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> is_asked_to_end = false;
std::atomic<std::int64_t> asked_at_ns = 0;
static_assert(std::atomic<std::int64_t>::is_always_lock_free);  // else no handler may touch it

std::int64_t now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

extern "C" void note_ending_signal(int signal) {
  // `timeout` and a closed terminal send theirs twice in a row and mean it once.
  constexpr std::int64_t kAsOneNs = 100'000'000;
  const std::int64_t now = now_ns();
  if (!is_asked_to_end) {
    asked_at_ns = now;
    is_asked_to_end = true;
  } else if (now - asked_at_ns > kAsOneNs) {
    std::signal(signal, SIG_DFL);
    raise(signal);
  }
}

void note_ending_signals() {
  for (const int signal : kEndingSignals) {
    struct sigaction action {};
    // What was to be ignored, as under nohup, stays so.
    if (sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = note_ending_signal;
    action.sa_flags = SA_RESTART;
    for (const int other : kEndingSignals) sigaddset(&action.sa_mask, other);
    sigaction(signal, &action, nullptr);
  }
}

// Into a pipe or a socket, as `faultline … | head` does: that is its reader's business.
bool reader_went_away() {
  struct stat status {};
  return fstat(STDOUT_FILENO, &status) != 0 || S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode);
}

}  // namespace

int main(int count, char** arguments) {
  faultline::scenarios::install_internal_fault_handler();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is no reason to lose a report
  note_ending_signals();
  faultline::scenarios::Console console{std::cout, std::cerr,
                                        [] { return is_asked_to_end.load(); }};
  console.colours = faultline::scenarios::wants_colours(
      isatty(STDOUT_FILENO) == 1, [](const char* variable) { return std::getenv(variable); });
  const int code = run_program({arguments + 1, arguments + count}, console);
  if (std::cout.flush() || reader_went_away()) return code;
  std::cerr << "faultline: what was to be printed cannot be written; the disk may be full\n";
  return code == faultline::scenarios::kExitHeld ? faultline::scenarios::kExitBadInput : code;
}

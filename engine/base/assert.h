// FL_ASSERT(condition, "why"): on in every build. A failing assertion is a bug of faultline, never
// of the modelled system. The handler (the one mutable global of the program) adds seed, simulated
// time, event number and the command that repeats the run; tests install one that throws.
#pragma once

#include <string>

namespace faultline::engine {

struct AssertionFailure {
  const char* condition;
  const char* why;
  const char* file;
  int line;
};

// Must not return: it throws or ends the process. Returns the handler that was installed before.
using AssertionHandler = void (*)(const AssertionFailure&);
AssertionHandler set_assertion_handler(AssertionHandler handler);

[[noreturn]] void fail_assertion(const AssertionFailure& failure);

[[nodiscard]] std::string describe(const AssertionFailure& failure);

}  // namespace faultline::engine

#define FL_ASSERT(condition, why)                                                 \
  do {                                                                            \
    if (!(condition)) [[unlikely]]                                                \
      ::faultline::engine::fail_assertion({#condition, why, __FILE__, __LINE__}); \
  } while (false)

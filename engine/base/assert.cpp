#include "engine/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace faultline::engine {
namespace {

thread_local AssertionHandler handler_of_thread = nullptr;

}  // namespace

AssertionHandler set_assertion_handler(AssertionHandler handler) {
  AssertionHandler before = handler_of_thread;
  handler_of_thread = handler;
  return before;
}

std::string describe(const AssertionFailure& failure) {
  return std::string(failure.file) + ":" + std::to_string(failure.line) + ": " + failure.why +
         " (" + failure.condition + ")";
}

void fail_assertion(const AssertionFailure& failure) {
  if (handler_of_thread != nullptr) handler_of_thread(failure);
  std::fprintf(stderr, "internal fault: %s\n", describe(failure).c_str());
  std::_Exit(4);
}

}  // namespace faultline::engine

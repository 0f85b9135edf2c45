#include "scenarios/internal_fault.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "engine/base/assert.h"
#include "scenarios/exit_code.h"

namespace faultline::scenarios {
namespace {

thread_local const RunUnderWay* run_of_thread = nullptr;

[[noreturn]] void end_program(const engine::AssertionFailure& failure) {
  std::fflush(stdout);
  std::fprintf(stderr, "internal fault: %s\n", engine::describe(failure).c_str());
  if (run_of_thread != nullptr) std::fputs(run_of_thread->text().c_str(), stderr);
  std::fflush(stderr);
  std::_Exit(kExitInternalFault);
}

}  // namespace

void install_internal_fault_handler() {
  engine::set_assertion_handler(end_program);
}

RunUnderWay::RunUnderWay(std::string scenario, std::uint64_t seed, std::string repeat)
    : scenario_(std::move(scenario)), seed_(seed), repeat_(std::move(repeat)) {
  run_of_thread = this;
}

RunUnderWay::~RunUnderWay() {
  run_of_thread = nullptr;
}

std::string RunUnderWay::text() const {
  return "in scenario " + scenario_ + ", seed " + std::to_string(seed_) + "\nrepeat " + repeat_ +
         "\n";
}

}  // namespace faultline::scenarios

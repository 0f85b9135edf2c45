// A bug of faultline itself (FL_ASSERT): says which scenario and seed show it, how to repeat the
// run, and ends with exit 4. What a run has to say about itself lives here, beside the assertion
// handler, as the one state of the program that outlives a call.
#pragma once

#include <cstdint>
#include <string>

namespace faultline::scenarios {

void install_internal_fault_handler();

// While it lives, an internal fault of this thread names this run.
class RunUnderWay {
 public:
  RunUnderWay(std::string scenario, std::uint64_t seed, std::string repeat);
  ~RunUnderWay();
  RunUnderWay(const RunUnderWay&) = delete;
  RunUnderWay& operator=(const RunUnderWay&) = delete;

  [[nodiscard]] std::string text() const;

 private:
  std::string scenario_;
  std::uint64_t seed_;
  std::string repeat_;
};

}  // namespace faultline::scenarios

// environment.json: what the bytes of a run do not depend on and a reader may still ask for. The
// only document that tells the program, the compiler, gnuplot and the real time.
#pragma once

#include <chrono>
#include <string>

namespace faultline::reports {

// `gnuplot` is its version, empty where none was used; `began` is when the report was begun, after
// a run that took `run_took`.
[[nodiscard]] std::string environment_json(const std::string& gnuplot,
                                           std::chrono::nanoseconds run_took,
                                           std::chrono::steady_clock::time_point began);

}  // namespace faultline::reports

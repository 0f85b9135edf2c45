// environment.json: what the bytes of a run do not depend on and a reader may still ask for. The
// only document that tells the program, the compiler, gnuplot and the real time.
#pragma once

#include <chrono>
#include <string>

namespace faultline::reports {

// `gnuplot` is its version, empty where none was used; `began` is when the report was begun.
[[nodiscard]] std::string environment_json(const std::string& gnuplot,
                                           std::chrono::steady_clock::time_point began);

}  // namespace faultline::reports

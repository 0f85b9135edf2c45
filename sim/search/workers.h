// Many independent pieces of work on several threads: what sweeps are made of. A simulation is
// single-threaded and shares nothing, so that how many run side by side changes no result.
#pragma once

#include <cstdint>
#include <functional>

namespace faultline::sim {

// Calls work(i) for i = 0 … count - 1, each once, started in this order, on `threads` threads; work
// returns false to end everything. Meanwhile the calling thread asks `go_on` some ten times a
// second; once that or a piece of work says no, nothing new is started, what runs comes to its end.
void work_through(std::uint64_t count, unsigned threads,
                  const std::function<bool(std::uint64_t)>& work,
                  const std::function<bool()>& go_on);

}  // namespace faultline::sim

// When faults were over, and when replicas agreed. Two moments matter and must not be mixed: when
// the last fault ended (what users wait for), and the "heal" of checkers.md, when the load has
// ended as well (from when on nothing new can differ).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/run_result.h"

namespace faultline::reports {

// End of the last fault that ended; none without such a fault.
[[nodiscard]] std::optional<std::int64_t> last_fault_end(const sim::RunResult& run);

// "the last fault", where some stay for good: "the last fault that does not stay".
[[nodiscard]] std::string last_fault_words(const sim::RunResult& run);

// How long after the end of the last fault replicas differed on more keys than they ever had before
// the first fault began: under load some key always differs, because updates are on their way.
// None: no fault ended, or replicas did not catch up until the end.
[[nodiscard]] std::optional<std::int64_t> caught_up_after(const sim::EngineResult& engine,
                                                          const sim::RunResult& run);

// The most keys that differed at once.
[[nodiscard]] std::int64_t most_differing(const sim::EngineResult& engine);

}  // namespace faultline::reports

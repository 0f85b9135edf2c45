// {"kind": "monitor", "file": "shop.monitor", "speed": "1"}: a recorded command log as a script. It
// becomes one when it is loaded, so that a resolved scenario needs no log, and nothing else knows.
#pragma once

#include <optional>
#include <string_view>

#include "scenarios/loader/places.h"
#include "scenarios/loader/reading.h"
#include "sim/plan.h"

namespace faultline::scenarios {

inline constexpr std::string_view kMonitor = "monitor";
inline constexpr std::string_view kMonitorSummary =
    "a log of redis-cli MONITOR replayed: \"file\", beside the scenario, and \"speed\" (\"1\")";

// Each connection is a client; data centers take turns in the order in which connections first ask
// for something. Commands that faultline has not got, and those of other databases than 0, are left
// out with one warning.
[[nodiscard]] std::optional<sim::Script> read_monitor(Reading& reading, const Node& node,
                                                      const Places& places);

}  // namespace faultline::scenarios

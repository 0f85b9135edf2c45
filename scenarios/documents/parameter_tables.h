// What a scenario can name, as tables in Markdown: engines with their options, workloads, latencies
// and faults, each with its parameters and their defaults, straight from the program's tables.
#pragma once

#include <string>

namespace faultline::scenarios {

[[nodiscard]] std::string engine_tables();
[[nodiscard]] std::string workload_table();
[[nodiscard]] std::string latency_table();
[[nodiscard]] std::string fault_table();

}  // namespace faultline::scenarios

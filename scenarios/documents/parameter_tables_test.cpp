#include "scenarios/documents/parameter_tables.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/network/latency.h"
#include "sim/workloads/workload.h"

namespace faultline::scenarios {
namespace {

bool has_row(const std::string& table, std::string_view name) {
  return table.find("| `" + std::string(name) + "` |") != std::string::npos;
}

// The cells of a row lie between bars that nothing escapes.
std::size_t columns(const std::string& row) {
  std::size_t bars = 0;
  for (std::size_t i = 0; i < row.size(); ++i)
    bars += row[i] == '|' && (i == 0 || row[i - 1] != '\\') ? 1 : 0;
  return bars - 1;
}

TEST_CASE("the tables have a row for everything that a scenario can name") {
  for (const auto& kind : sim::fault_kinds()) CHECK(has_row(fault_table(), kind.name));
  for (const auto& kind : sim::workload_kinds()) CHECK(has_row(workload_table(), kind.name));
  for (const auto& kind : sim::latency_kinds()) CHECK(has_row(latency_table(), kind.name));
  for (const auto& kind : sim::engine_kinds())
    for (const engine::Parameter& option : kind.parameters)
      CHECK(has_row(engine_tables(), option.name));
}

TEST_CASE("each parameter of a fault stands in its row with its default") {
  const std::string table = fault_table();
  for (const auto& kind : sim::fault_kinds()) {
    const std::size_t row = table.find("| `" + std::string(kind.name) + "` |");
    const std::string line = table.substr(row, table.find('\n', row) - row);
    INFO(line);
    for (const engine::Parameter& parameter : kind.parameters) {
      CHECK(line.find("`" + std::string(parameter.name) + "` (") != std::string::npos);
      CHECK(line.find(parameter.default_text) != std::string::npos);
    }
  }
}

TEST_CASE("the rows of a table have as many cells as its head") {
  for (const std::string& text :
       {fault_table(), workload_table(), latency_table(), engine_tables()}) {
    std::size_t head = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with('|')) {
        head = 0;
        continue;
      }
      INFO(line);
      if (head == 0) head = columns(line);
      CHECK(columns(line) == head);
    }
  }
}

TEST_CASE("an engine with the options of the one above it says which it has not") {
  CHECK(engine_tables().find("without `causal_consistency`") != std::string::npos);
}

}  // namespace
}  // namespace faultline::scenarios

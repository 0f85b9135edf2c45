// Reads and writes what the tables of engine/ports/parameter.h list: one loader for every engine,
// fault, workload, latency and key distribution. Nothing here knows any of them by name.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/ports/parameter.h"
#include "scenarios/loader/places.h"
#include "scenarios/loader/reading.h"

namespace faultline::scenarios {

using engine::Parameter;
using engine::ParameterValues;

// What a parameter takes, for messages and lists: "a duration such as …".
[[nodiscard]] std::string form_of(const Parameter& parameter);

// Reads the members of `object` that the table lists, defaults filled in; what did not read is
// absent. Keys beyond the table and `others` are reported.
[[nodiscard]] ParameterValues read_parameters(Reading& reading, const Node& object,
                                              std::span<const Parameter> table,
                                              const std::vector<std::string>& others,
                                              const Places& places);
[[nodiscard]] std::optional<engine::ParameterValue> read_value(Reading& reading, const Node& node,
                                                               const Parameter& parameter,
                                                               const Places& places);
[[nodiscard]] std::optional<engine::Nested> read_nested(Reading& reading, const Node& node,
                                                        std::span<const engine::NestedKind> kinds,
                                                        const Places& places);
// A default that cannot be read is a bug of its table.
[[nodiscard]] engine::ParameterValue default_of(const Parameter& parameter);

// Whether the parameter means anything beside the others (Parameter::only_with).
[[nodiscard]] bool applies(const Parameter& parameter, const ParameterValues& values);
// In the order of the table; what does not apply is left out.
void write_parameters(nlohmann::ordered_json& object, std::span<const Parameter> table,
                      const ParameterValues& values);
[[nodiscard]] nlohmann::ordered_json write_value(const Parameter& parameter,
                                                 const engine::ParameterValue& value);
[[nodiscard]] nlohmann::ordered_json write_nested(const engine::Nested& nested,
                                                  std::span<const engine::NestedKind> kinds);

// The names of the entries of a table, for messages.
template <class Table>
[[nodiscard]] std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& entry : table) names.emplace_back(entry.name);
  return names;
}

}  // namespace faultline::scenarios

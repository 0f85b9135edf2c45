#include <algorithm>

#include "scenarios/loader/parameters.h"
#include "scenarios/loader/units.h"

namespace faultline::scenarios {

using engine::Duration;
using engine::Groups;
using engine::Names;
using engine::Nested;
using engine::ParameterUnit;
using engine::ParameterValue;
using engine::Ratio;
using nlohmann::ordered_json;

namespace {

template <class T>
const T& as(const ParameterValue& value) {
  const T* typed = std::get_if<T>(&value.value);
  FL_ASSERT(typed != nullptr, "a parameter has the type of its unit");
  return *typed;
}

}  // namespace

ordered_json write_value(const Parameter& parameter, const ParameterValue& value) {
  switch (parameter.unit) {
    case ParameterUnit::kWord:
    case ParameterUnit::kRole:
    case ParameterUnit::kDatacenter:
    case ParameterUnit::kHost:
      return as<std::string>(value);
    case ParameterUnit::kBoolean:
      return as<bool>(value);
    case ParameterUnit::kInteger:
      return as<std::int64_t>(value);
    case ParameterUnit::kDuration:
    case ParameterUnit::kOffset:
      return format_duration(as<Duration>(value));
    case ParameterUnit::kSize:
      return format_size(as<std::int64_t>(value));
    case ParameterUnit::kBandwidth:
      return format_bandwidth(as<std::int64_t>(value));
    case ParameterUnit::kRate:
      return format_rate(as<Duration>(value));
    case ParameterUnit::kRatio:
      return format_ratio(as<Ratio>(value));
    case ParameterUnit::kDecimal:
      return format_decimal(as<Ratio>(value));
    case ParameterUnit::kLink:
    case ParameterUnit::kHosts:
      return as<Names>(value);
    case ParameterUnit::kGroups:
      return as<Groups>(value);
    case ParameterUnit::kNested:
      return write_nested(as<Nested>(value), parameter.kinds);
  }
  return {};
}

bool applies(const Parameter& parameter, const ParameterValues& values) {
  if (parameter.only_with.parameter.empty()) return true;
  const auto found = values.find(parameter.only_with.parameter);
  // What did not read has been reported.
  return found == values.end() || as<std::string>(found->second) == parameter.only_with.word;
}

void write_parameters(ordered_json& object, std::span<const Parameter> table,
                      const ParameterValues& values) {
  for (const Parameter& parameter : table) {
    if (!applies(parameter, values)) continue;
    const auto found = values.find(parameter.name);
    FL_ASSERT(found != values.end(), "a resolved plan has every parameter");
    object[std::string(parameter.name)] = write_value(parameter, found->second);
  }
}

ordered_json write_nested(const Nested& nested, std::span<const engine::NestedKind> kinds) {
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const auto& each) { return each.name == nested.kind; });
  FL_ASSERT(kind != kinds.end(), "a plan names kinds of the table only");
  ordered_json object;
  object["kind"] = nested.kind;
  write_parameters(object, kind->parameters, nested.values);
  return object;
}

}  // namespace faultline::scenarios

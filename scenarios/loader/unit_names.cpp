#include "scenarios/loader/unit_names.h"

namespace faultline::scenarios {

std::string_view unit_name(engine::ParameterUnit unit) {
  using engine::ParameterUnit;
  switch (unit) {
    case ParameterUnit::kWord:
      return "word";
    case ParameterUnit::kBoolean:
      return "boolean";
    case ParameterUnit::kInteger:
      return "integer";
    case ParameterUnit::kDuration:
      return "duration";
    case ParameterUnit::kOffset:
      return "offset";
    case ParameterUnit::kSize:
      return "size";
    case ParameterUnit::kBandwidth:
      return "bandwidth";
    case ParameterUnit::kRate:
      return "rate";
    case ParameterUnit::kRatio:
      return "ratio";
    case ParameterUnit::kDecimal:
      return "decimal";
    case ParameterUnit::kDatacenter:
      return "datacenter";
    case ParameterUnit::kLink:
      return "link";
    case ParameterUnit::kHost:
      return "host";
    case ParameterUnit::kHosts:
      return "hosts";
    case ParameterUnit::kGroups:
      return "groups";
    case ParameterUnit::kRole:
      return "role";
    case ParameterUnit::kNested:
      return "object";
  }
  return {};
}

}  // namespace faultline::scenarios

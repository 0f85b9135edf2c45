#include "scenarios/loader/faults_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/assert.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/units.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"

namespace faultline::scenarios {
namespace {

using engine::Duration;
using sim::FaultPlan;

void check_times(Reading& reading, const Node& node, const FaultPlan& fault, const Phases& phases) {
  if (!phases.last_begin) return;
  const std::optional<Node> at = node.member("at");
  if (at && fault.at >= *phases.last_begin) {
    reading.fail(*at, "begins at " + format_duration(fault.at) + ", too late to meet the run",
                 "a time before " + format_duration(*phases.last_begin));
    return;
  }
  const std::optional<Node> lasts = node.member("for");
  if (!lasts || !fault.lasts) return;
  Duration::rep end = 0;
  const bool overflows = __builtin_add_overflow(fault.at.count(), fault.lasts->count(), &end);
  if (overflows || Duration(end) > phases.end)
    reading.fail(*lasts,
                 overflows ? "lasts too long"
                           : "ends at " + format_duration(Duration(end)) + ", after the run",
                 "an end within " + format_duration(phases.end) + ", the load and \"quiesce\"");
}

void check_roles(Reading& reading, const Node& node, const sim::FaultKind& kind,
                 const FaultPlan& fault, const std::vector<std::string>& roles) {
  for (const Parameter& parameter : kind.parameters) {
    if (parameter.unit != engine::ParameterUnit::kRole) continue;
    const std::optional<Node> role_node = node.member(parameter.name);
    if (!role_node || !fault.parameters.contains(parameter.name)) continue;
    const auto& role = engine::get<std::string>(fault.parameters, parameter.name);
    if (role.empty() || std::find(roles.begin(), roles.end(), role) != roles.end()) continue;
    reading.fail_word(*role_node, parameter.name, role, roles);
  }
}

std::string_view needs(const sim::FaultKind& kind, const engine::ParameterValues& values) {
  const bool complete =
      std::all_of(kind.parameters.begin(), kind.parameters.end(),
                  [&](const Parameter& parameter) { return values.contains(parameter.name); });
  return kind.needs_for != nullptr && complete ? kind.needs_for(values) : kind.needs;
}

// What of its own the engine would have to be given; empty: nothing helps.
std::string what_would_help(const engine::EngineKind& kind, std::string_view needs,
                            const engine::ParameterValues& values) {
  for (const Parameter& parameter : kind.parameters) {
    if (parameter.unit != engine::ParameterUnit::kBoolean) continue;
    engine::ParameterValues changed = values;
    changed[std::string(parameter.name)] = {true};
    if (kind.capable(needs, changed)) return fmt::format("\"{}\": true", parameter.name);
  }
  return {};
}

void check_engines(Reading& reading, const Node& node, const sim::FaultKind& kind,
                   std::string_view needs, const std::vector<sim::EnginePlan>& engines) {
  for (const sim::EnginePlan& plan : engines) {
    const engine::EngineKind& engine = *sim::find_engine(plan.name);
    if (!engine.capable(needs, plan.options))
      reading.fail(node,
                   fmt::format("engine {} does not support fault {} yet", plan.name, kind.name),
                   what_would_help(engine, needs, plan.options));
  }
}

std::optional<FaultPlan> read_fault(Reading& reading, const Node& node, const FaultWorld& world) {
  if (!reading.object(node, "a fault {\"at\": …, \"kind\": …}")) return std::nullopt;
  FaultPlan fault;
  if (const std::optional<Node> at = node.member("at"))
    fault.at = reading.measure(*at, kDurationForm, parse_duration).value_or(Duration{});
  else
    reading.fail_missing(node, "at", kDurationForm);
  if (const std::optional<Node> lasts = node.member("for")) {
    fault.lasts = reading.measure(*lasts, kDurationForm, parse_duration);
    if (fault.lasts && *fault.lasts == Duration{})
      reading.fail(*lasts, "a fault that lasts no time", std::string(kDurationForm));
  }
  check_times(reading, node, fault, world.phases);
  const auto name = reading.kind(node, "fault", names_of(sim::fault_kinds()));
  if (!name) return std::nullopt;
  const sim::FaultKind* kind = sim::find_fault(*name);
  if (const std::optional<Node> lasts = node.member("for"); lasts && kind->endless)
    reading.fail_at_key(*lasts, fmt::format("fault {} has no end", kind->name), "no \"for\"");
  fault.kind = *name;
  fault.parameters =
      read_parameters(reading, node, kind->parameters, {"at", "for", "kind"}, world.places);
  check_roles(reading, node, *kind, fault, world.roles);
  check_engines(reading, *node.member("kind"), *kind, needs(*kind, fault.parameters),
                world.engines);
  return fault;
}

}  // namespace

std::vector<FaultPlan> read_faults(Reading& reading, const Node& list, const FaultWorld& world) {
  std::vector<FaultPlan> faults;
  if (!reading.list(list, "a list of faults")) return faults;
  for (const Node& each : list.elements())
    if (std::optional<FaultPlan> fault = read_fault(reading, each, world))
      faults.push_back(std::move(*fault));
  return faults;
}

nlohmann::ordered_json write_faults(const std::vector<FaultPlan>& faults) {
  using nlohmann::ordered_json;
  ordered_json list = ordered_json::array();
  for (const FaultPlan& fault : faults) {
    const sim::FaultKind* kind = sim::find_fault(fault.kind);
    FL_ASSERT(kind != nullptr, "a plan names faults of the table only");
    ordered_json object;
    object["at"] = format_duration(fault.at);
    if (fault.lasts) object["for"] = format_duration(*fault.lasts);
    object["kind"] = fault.kind;
    write_parameters(object, kind->parameters, fault.parameters);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace faultline::scenarios

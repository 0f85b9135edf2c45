#include "scenarios/loader/load_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/assert.h"
#include "reports/render/base64.h"
#include "scenarios/loader/monitor_section.h"
#include "scenarios/loader/parameters.h"
#include "sim/story/text.h"
#include "sim/workloads/workload.h"

namespace faultline::scenarios {
namespace {

using nlohmann::ordered_json;
using sim::Script;
using sim::ScriptStep;
using sim::WorkloadPlan;

constexpr std::string_view kCommandForm = "a command such as [\"SADD\", \"cart:7\", \"milk\"]";
constexpr std::string_view kArgumentForm = "text in quotes or {\"base64\": \"…\"}";

std::optional<LoadPlan> read_workload(Reading& reading, const Node& node, const Places& places) {
  if (!reading.object(node, "a workload {\"kind\": …}")) return std::nullopt;
  const auto name = reading.kind(node, "workload", workload_names());
  if (!name) return std::nullopt;
  if (*name == kMonitor) return read_monitor(reading, node, places);
  const auto parameters = parameters_of(*sim::find_workload(*name));
  return WorkloadPlan{*name, read_parameters(reading, node, parameters, {"kind"}, places)};
}

std::optional<std::string> read_argument(Reading& reading, const Node& node) {
  if (!node.is_object()) return reading.text(node, kArgumentForm);
  reading.object(node, kArgumentForm, {"base64"});
  const std::optional<Node> encoded = node.member("base64");
  if (!encoded) {
    reading.fail_missing(node, "base64", "base64 text (RFC 4648)");
    return std::nullopt;
  }
  const std::optional<std::string> text = reading.text(*encoded, "base64 text (RFC 4648)");
  if (!text) return std::nullopt;
  std::optional<std::string> bytes = reports::from_base64(*text);
  if (!bytes) reading.fail(*encoded, in_quotes(*text) + " is not base64", "base64 text (RFC 4648)");
  return bytes;
}

ordered_json write_argument(const std::string& bytes) {
  if (sim::is_utf8(bytes)) return bytes;
  ordered_json object;
  object["base64"] = reports::to_base64(bytes);
  return object;
}

class StepReader {
 public:
  StepReader(Reading& reading, const Node& node, const Places& places)
      : reading_(reading), node_(node), places_(places) {}

  ScriptStep read() {
    ScriptStep step;
    const std::vector<std::string> keys = {"at", "datacenter", "client", "host", "command"};
    if (!reading_.object(node_, "a step {\"at\": …, \"command\": […]}", keys)) return step;
    if (const auto at = required("at", kDurationForm))
      step.at = reading_.run_time(*at).value_or(engine::Duration{});
    read_place(step);
    if (const auto client = required("client", "a client's name")) {
      const std::optional<std::string> name = reading_.text(*client, "a client's name");
      if (name && name->empty()) reading_.fail(*client, "an empty name", "a client's name");
      step.client = name.value_or("");
    }
    if (const auto command = required("command", kCommandForm)) read_command(*command, step);
    return step;
  }

 private:
  std::optional<Node> required(std::string_view key, std::string_view form) {
    std::optional<Node> node = node_.member(key);
    if (!node) reading_.fail_missing(node_, key, form);
    return node;
  }

  std::optional<std::string> value(const Node& node, const Parameter& parameter) {
    const auto read = read_value(reading_, node, parameter, places_);
    return read ? std::optional(std::get<std::string>(read->value)) : std::nullopt;
  }

  void read_place(ScriptStep& step) {
    const Parameter datacenter = {"datacenter", engine::ParameterUnit::kDatacenter, "", "", {}, {}};
    std::optional<std::string> name;
    if (const auto node = required("datacenter", form_of(datacenter)))
      name = value(*node, datacenter);
    if (name) step.datacenter = *name;
    const std::optional<Node> host_node = node_.member("host");
    if (!host_node) return;
    step.host = value(*host_node, {"host", engine::ParameterUnit::kHost, "", "", {}, {}});
    if (name && step.host && !step.host->starts_with(*name + "/"))
      reading_.fail(*host_node, in_quotes(*step.host) + " is not in " + in_quotes(*name),
                    "a host of the step's data center");
  }

  void read_command(const Node& node, ScriptStep& step) {
    if (!reading_.list(node, kCommandForm)) return;
    if (node.value->empty()) reading_.fail(node, "an empty command", std::string(kCommandForm));
    for (const Node& each : node.elements())
      if (std::optional<std::string> argument = read_argument(reading_, each))
        step.command.push_back(std::move(*argument));
  }

  Reading& reading_;
  const Node& node_;
  const Places& places_;
};

// A client is of one data center: the same name in another one is a slip, or would be two clients
// that a report cannot tell apart.
class ClientPlaces {
 public:
  explicit ClientPlaces(Reading& reading) : reading_(reading) {}

  // What did not read is empty, and has been reported.
  void add(const Node& node, const ScriptStep& step) {
    if (step.client.empty() || step.datacenter.empty()) return;
    const Node client = *node.member("client");
    auto& [datacenter, line] =
        first_.try_emplace(step.client, step.datacenter, reading_.position(client).line)
            .first->second;
    if (datacenter == step.datacenter || !told_.insert({step.client, step.datacenter}).second)
      return;
    reading_.fail(
        client,
        fmt::format("client {} is in {} here and in {} in line {}", in_quotes(step.client),
                    in_quotes(step.datacenter), in_quotes(datacenter), line),
        "each client in one data center");
  }

 private:
  Reading& reading_;
  std::map<std::string, std::pair<std::string, std::uint32_t>> first_;  // data center and line
  std::set<std::pair<std::string, std::string>> told_;
};

Script read_script(Reading& reading, const Node& node, const Places& places) {
  Script script;
  if (!reading.list(node, "a list of steps")) return script;
  if (node.value->empty()) reading.fail(node, "an empty script", "one or more steps");
  ClientPlaces clients(reading);
  for (const Node& each : node.elements()) {
    script.push_back(StepReader(reading, each, places).read());
    clients.add(each, script.back());
  }
  std::stable_sort(script.begin(), script.end(),
                   [](const ScriptStep& a, const ScriptStep& b) { return a.at < b.at; });
  return script;
}

ordered_json write_script(const Script& script) {
  ordered_json list = ordered_json::array();
  for (const ScriptStep& step : script) {
    ordered_json object;
    object["at"] = format_duration(step.at);
    object["datacenter"] = step.datacenter;
    object["client"] = step.client;
    if (step.host) object["host"] = *step.host;
    object["command"] = ordered_json::array();
    for (const std::string& argument : step.command)
      object["command"].push_back(write_argument(argument));
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace

std::vector<std::string> workload_names() {
  std::vector<std::string> names = names_of(sim::workload_kinds());
  names.emplace_back(kMonitor);
  return names;
}

std::optional<LoadPlan> read_load(Reading& reading, const Node& root, const Places& places) {
  const std::optional<Node> workload = root.member("workload");
  const std::optional<Node> script = root.member("script");
  if (!workload && !script)
    reading.fail_missing(root, {"workload", "script"}, "neither \"workload\" nor \"script\"",
                         "exactly one of the two");
  if (workload && script)
    reading.fail_at_key(*script, "both \"workload\" and \"script\"", "exactly one of the two");
  std::optional<LoadPlan> load;
  if (workload) load = read_workload(reading, *workload, places);
  if (script) load = read_script(reading, *script, places);
  return workload && script ? std::nullopt : load;
}

void write_load(ordered_json& scenario, const LoadPlan& load) {
  if (const Script* script = std::get_if<Script>(&load)) {
    scenario["script"] = write_script(*script);
    return;
  }
  const WorkloadPlan& workload = std::get<WorkloadPlan>(load);
  const sim::WorkloadKind* kind = sim::find_workload(workload.kind);
  FL_ASSERT(kind != nullptr, "a plan names workloads of the table only");
  ordered_json object;
  object["kind"] = workload.kind;
  write_parameters(object, parameters_of(*kind), workload.parameters);
  scenario["workload"] = std::move(object);
}

}  // namespace faultline::scenarios

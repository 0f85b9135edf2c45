#include "scenarios/documents/parameter_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/loader/monitor_section.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/unit_names.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/network/latency.h"
#include "sim/workloads/common.h"
#include "sim/workloads/workload.h"

namespace faultline::scenarios {
namespace {

// A cell of a table must not end where its text has a bar.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == '|' ? std::string("\\|") : std::string(1, c);
  return result;
}

// `"inner"`: the words or the unit, and what it is by default.
std::string takes(const Parameter& parameter) {
  std::string text = parameter.words.empty()
                         ? std::string(unit_name(parameter.unit))
                         : fmt::format("`{}`", fmt::join(parameter.words, "`, `"));
  if (parameter.unit == engine::ParameterUnit::kNested)
    text = fmt::format("one of {}", fmt::join(names_of(parameter.kinds), ", "));
  return text;
}
std::string default_text(const Parameter& parameter) {
  return parameter.default_text.empty() ? "required" : fmt::format("`{}`", parameter.default_text);
}

std::string parameter_rows(std::span<const Parameter> parameters) {
  std::string table = "| option | takes | default | what it is |\n| --- | --- | --- | --- |\n";
  for (const Parameter& parameter : parameters)
    table += fmt::format("| `{}` | {} | {} | {} |\n", parameter.name, cell(takes(parameter)),
                         cell(default_text(parameter)), cell(parameter.summary));
  return table;
}

// "`hosts` (hosts), `factor` (decimal, `"10"`)": for one cell, where the names say what they are.
std::string inline_parameters(std::span<const Parameter> parameters) {
  std::string text;
  for (const Parameter& parameter : parameters)
    text += fmt::format("{}`{}` ({}{})", text.empty() ? "" : ", ", parameter.name, takes(parameter),
                        parameter.default_text.empty() ? "" : ", " + default_text(parameter));
  return text.empty() ? "-" : cell(text);
}

template <class Kinds>
std::string kind_rows(std::string_view noun, const Kinds& kinds) {
  std::string table = fmt::format(
      "| {} | what it is | its parameters (what each takes, and its default) |\n"
      "| --- | --- | --- |\n",
      noun);
  for (const auto& kind : kinds)
    table += fmt::format("| `{}` | {} | {} |\n", kind.name, cell(kind.summary),
                         inline_parameters(kind.parameters));
  return table;
}

bool same_parameter(const Parameter& one, const Parameter& other) {
  return one.name == other.name && one.summary == other.summary;
}

}  // namespace

std::string engine_tables() {
  std::string text;
  std::span<const Parameter> above;
  for (const engine::EngineKind& kind : sim::engine_kinds()) {
    text += fmt::format("{}`{}`: {}. It promises {}.", text.empty() ? "" : "\n", kind.name,
                        kind.summary, fmt::join(kind.promises, ", "));
    // last_write_wins has those of the engine that it is made of.
    const bool subset = std::all_of(
        kind.parameters.begin(), kind.parameters.end(), [&](const Parameter& parameter) {
          return std::any_of(above.begin(), above.end(), [&](const Parameter& other) {
            return same_parameter(parameter, other);
          });
        });
    if (subset) {
      std::string without;
      for (const Parameter& other : above)
        if (std::none_of(kind.parameters.begin(), kind.parameters.end(),
                         [&](const Parameter& own) { return same_parameter(own, other); }))
          without += fmt::format("{}`{}`", without.empty() ? "" : ", ", other.name);
      text += " Its options are those above" +
              (without.empty() ? std::string() : " without " + without) + ".\n";
    } else {
      text += "\n\n" + parameter_rows(kind.parameters);
    }
    above = kind.parameters;
  }
  return text;
}

std::string workload_table() {
  std::string text = kind_rows("workload", sim::workload_kinds());
  text += fmt::format("| `{}` | {} | `file`, `speed` |\n", kMonitor, cell(kMonitorSummary));
  text += "\nEvery workload but `monitor` takes these as well:\n\n" +
          parameter_rows(sim::common_parameters());
  for (const Parameter& parameter : sim::common_parameters())
    if (!parameter.kinds.empty())
      text += "\n" + kind_rows(fmt::format("`{}`", parameter.name), parameter.kinds);
  return text;
}

std::string latency_table() {
  return kind_rows("latency", sim::latency_kinds());
}

std::string fault_table() {
  return kind_rows("fault", sim::fault_kinds());
}

}  // namespace faultline::scenarios

// What one client operation costs each engine: a fixed plan of three data centers and a mixed load
// of 20 s, without faults and with one partition, without checks and with all of them. One JSON
// line each:
//   operations_bench [--operations=N] [--engine=NAME] [--checks=on|off] [--partition=on|off]
//                    [--keys=N] [--seed=N]
// `operations` is how many the load drew, about the number asked for. The clock and the floating
// point are the bench's, not the simulator's.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/assert.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/run.h"

namespace faultline::sim {
namespace {

using engine::Duration;
using engine::ParameterValue;
using engine::ParameterValues;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration kLoadLasts = seconds(20);

struct Options {
  std::int64_t operations = 20'000;
  std::int64_t keys = 1000;
  std::uint64_t seed = 1;
  std::string engine;  // empty: all
  std::optional<bool> checks;
  std::optional<bool> partition;
};

bool read_switch(const std::string& value, std::optional<bool>& target) {
  target = value == "on";
  return value == "on" || value == "off";
}

bool read_options(int count, char** arguments, Options& options) {
  for (int i = 1; i < count; ++i) {
    const std::string_view argument(arguments[i]);
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = argument.substr(0, equals);
    const std::string value(argument.substr(equals + 1));
    if (name == "--operations")
      options.operations = std::strtoll(value.c_str(), nullptr, 10);
    else if (name == "--keys")
      options.keys = std::strtoll(value.c_str(), nullptr, 10);
    else if (name == "--seed")
      options.seed = std::strtoull(value.c_str(), nullptr, 10);
    else if (name == "--engine")
      options.engine = value;
    else if (name == "--checks" ? !read_switch(value, options.checks)
                                : name != "--partition" || !read_switch(value, options.partition))
      return false;
  }
  return options.operations > 0 && options.keys > 0 &&
         (options.engine.empty() || find_engine(options.engine) != nullptr);
}

// The default of an engine's parameter. Of the units that scenarios know, those that engines use.
ParameterValue default_of(const engine::Parameter& parameter) {
  using engine::ParameterUnit;
  std::string text(parameter.default_text);
  if (text.size() > 1 && text.front() == '"') text = text.substr(1, text.size() - 2);
  if (parameter.unit == ParameterUnit::kWord) return {text};
  if (parameter.unit == ParameterUnit::kBoolean) return {text == "true"};
  std::size_t digits = 0;
  const auto number = static_cast<std::int64_t>(std::stoll(text, &digits));
  const std::string unit = text.substr(digits);
  if (parameter.unit == ParameterUnit::kInteger) return {number};
  if (parameter.unit == ParameterUnit::kSize)
    return {number << (unit == "MiB" ? 20 : unit == "KiB" ? 10 : 0)};
  FL_ASSERT(parameter.unit == ParameterUnit::kDuration && (unit == "s" || unit == "ms"),
            "the bench knows the units of engine parameters");
  return {unit == "s" ? Duration(seconds(number)) : Duration(milliseconds(number))};
}

ParameterValues defaults_of(const std::vector<engine::Parameter>& parameters) {
  ParameterValues values;
  for (const engine::Parameter& parameter : parameters)
    values.emplace(parameter.name, default_of(parameter));
  return values;
}

TopologyPlan topology() {
  const std::vector<RackPlan> racks = {{"a", 1}, {"b", 1}, {"c", 1}};
  const auto link = [](const char* from, const char* to, int median, int p99) {
    return LinkPlan{
        from,
        to,
        {"lognormal",
         {{"median", {Duration(milliseconds(median))}}, {"p99", {Duration(milliseconds(p99))}}}},
        std::int64_t{100} << 20};
  };
  return {{{"ap-south", racks}, {"eu-west", racks}, {"us-east", racks}},
          {link("us-east", "eu-west", 38, 60), link("eu-west", "ap-south", 62, 95),
           link("us-east", "ap-south", 95, 140)}};
}

FaultPlan partition() {
  return {"partition",
          seconds(6),
          seconds(8),
          {{"groups", {engine::Groups{{"eu-west"}, {"ap-south", "us-east"}}}},
           {"mode", {std::string("refused")}},
           {"direction", {std::string("both")}},
           {"stall_reset", {Duration(seconds(120))}},
           {"slowed_by", {Duration(milliseconds(500))}}}};
}

Plan plan_of(const Options& options, const engine::EngineKind& kind, bool partitioned) {
  Plan plan;
  plan.name = "operations";
  plan.seed = options.seed;
  plan.topology = topology();
  plan.engines = {{std::string(kind.name), defaults_of(kind.parameters)}};
  plan.load = WorkloadPlan{
      "mixed",
      {{"clients_per_datacenter", {std::int64_t{8}}},
       {"rate", {kLoadLasts / options.operations}},
       {"keys",
        {engine::Nested{
            "zipf", {{"count", {options.keys}}, {"exponent", {engine::Ratio{engine::kMillion}}}}}}},
       {"for", {kLoadLasts}},
       {"ramp", {engine::Nested{"none", {}}}},
       {"loop", {std::string("open")}}}};
  if (partitioned) plan.faults.push_back(partition());
  plan.quiesce = seconds(30);
  return plan;
}

void measure(const Options& options, const engine::EngineKind& kind, bool partitioned,
             bool checked) {
  const Plan plan = plan_of(options, kind, partitioned);
  RunOptions run_options;
  if (!checked) run_options.checks.emplace();
  run_options.keep_history = false;
  const auto begin = std::chrono::steady_clock::now();
  const RunResult result = run(plan, run_options);
  const std::chrono::duration<double> lasted = std::chrono::steady_clock::now() - begin;
  const EngineResult& engine = result.engines.front();
  const auto operations = static_cast<double>(engine.operations.issued);
  std::printf(
      "{\"peer\":\"faultline-%s\",\"benchmark\":\"operations%s%s\",\"events\":%llu,"
      "\"seconds\":%.6f,\"per_second\":%.0f,\"operations\":%llu,"
      "\"nanoseconds_per_operation\":%.0f}\n",
      engine.engine.c_str(), partitioned ? "-partition" : "", checked ? "-checked" : "",
      static_cast<unsigned long long>(engine.events), lasted.count(), operations / lasted.count(),
      static_cast<unsigned long long>(engine.operations.issued), lasted.count() * 1e9 / operations);
  std::fflush(stdout);
}

}  // namespace
}  // namespace faultline::sim

int main(int argc, char** argv) {
  using namespace faultline::sim;
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fprintf(stderr,
                 "operations_bench [--operations=N] [--engine=NAME] [--checks=on|off] "
                 "[--partition=on|off] [--keys=N] [--seed=N]\n");
    return 2;
  }
  for (const bool partitioned : {false, true})
    for (const bool checked : {false, true})
      for (const faultline::engine::EngineKind& kind : engine_kinds())
        if ((options.engine.empty() || options.engine == kind.name) &&
            options.checks.value_or(checked) == checked &&
            options.partition.value_or(partitioned) == partitioned)
          measure(options, kind, partitioned, checked);
  return 0;
}

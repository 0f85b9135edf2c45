// faultline semantics [--engine E] [--json]: what the documents of the real systems promise and
// what runs show. Runs each scenario that a line names, with its own seed, and prints the page as
// Markdown.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "scenarios/catalog.h"
#include "scenarios/commands/flags.h"
#include "scenarios/exit_code.h"
#include "scenarios/expectations.h"
#include "scenarios/internal_fault.h"
#include "scenarios/semantics/claims.h"
#include "sim/engines.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

struct Shown {
  const Claim* claim = nullptr;
  std::string text;
  std::string outcome;  // of its scenario's expectations
};

std::string file_of(const Claim& claim) {
  return fmt::format("{}/{}.json", default_catalog(), claim.scenario);
}

Shown show(const Claim& claim, const sim::Plan& plan) {
  sim::RunOptions options;
  options.engines = {std::string(claim.engine)};
  const sim::RunResult run = sim::run(plan, options);
  return {&claim, told(claim, run.engines.front()),
          std::string(outcome_of(count(judge(plan, run, options))))};
}

void print_page(const std::vector<Shown>& lines, std::ostream& out) {
  out << "# What documents promise and what runs show\n";
  std::string_view engine;
  for (const Shown& line : lines) {
    if (line.claim->engine != engine) {
      engine = line.claim->engine;
      out << fmt::format(
          "\n## {}\n\n| one may expect that … | a run shows | scenario |\n|---|---|---|\n", engine);
    }
    out << fmt::format("| {} | {} ({}) | `{}` {} |\n", line.claim->promise, line.text,
                       line.claim->source, line.claim->scenario, line.outcome);
  }
}

void print_json(const Shown& line, std::ostream& out) {
  nlohmann::ordered_json json;
  json["engine"] = line.claim->engine;
  json["promise"] = line.claim->promise;
  json["source"] = line.claim->source;
  json["shows"] = line.text;
  json["scenario"] = line.claim->scenario;
  json["outcome"] = line.outcome;
  out << json.dump() << '\n';
}

int exit_code_of(const std::vector<Shown>& lines) {
  const auto any = [&](std::string_view outcome) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const Shown& line) { return line.outcome == outcome; });
  };
  if (any("failed")) return kExitFailed;
  return any("unknown") || lines.empty() ? kExitUnknown : kExitHeld;
}

}  // namespace

int semantics_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  std::optional<std::string> engine;
  bool json = false;
  flags.app().add_option("--engine", engine, "only the lines of this engine")->option_text("E");
  flags.app().add_flag("--json", json, "one JSON object a line, nothing else");
  if (!flags.parse(arguments, console)) return flags.exit_code();
  Words engines;
  for (const Claim& claim : claims())
    if (engines.empty() || engines.back() != claim.engine) engines.emplace_back(claim.engine);
  if (engine) engine = flags.word("--engine", *engine, engines);
  std::map<const Claim*, sim::Plan> plans;
  for (const Claim& claim : claims()) {
    if (engine && claim.engine != *engine) continue;
    const LoadedScenario loaded = load_scenario_file(file_of(claim));
    for (const InputError& error : loaded.errors) console.err << to_line(error) << '\n';
    if (loaded.plan)
      plans.emplace(&claim, plan_for_seed(*loaded.plan, loaded.plan->seed));
    else
      flags.fail("semantics", "cannot read " + file_of(claim), "the catalog beside the program");
  }
  if (flags.failed(console)) return kExitBadInput;
  std::vector<Shown> lines;
  for (const Claim& claim : claims())
    if (const auto found = plans.find(&claim); found != plans.end())
      lines.push_back(show(claim, found->second));
  if (json)
    for (const Shown& line : lines) print_json(line, console.out);
  else
    print_page(lines, console.out);
  return exit_code_of(lines);
}

}  // namespace faultline::scenarios

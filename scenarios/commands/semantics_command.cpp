// faultline semantics [--engine E] [--json]: what the documents of the real systems promise, what
// the field has measured, and what runs show; then what two concurrent commands become. Runs each
// scenario that a line names, with its own seed, and prints the page as Markdown.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <utility>

#include "scenarios/catalog.h"
#include "scenarios/commands/flags.h"
#include "scenarios/exit_code.h"
#include "scenarios/expectations.h"
#include "scenarios/internal_fault.h"
#include "scenarios/semantics/claims.h"
#include "scenarios/semantics/conflict_pairs.h"
#include "scenarios/semantics/field_facts.h"
#include "sim/engines.h"
#include "sim/run.h"

namespace faultline::scenarios {
namespace {

// A line of the page; `fact`: only of those from the field.
struct Line {
  const Claim* claim = nullptr;
  const FieldFact* fact = nullptr;
};

std::vector<Line> all_lines() {
  std::vector<Line> lines;
  for (const Claim& claim : claims()) lines.push_back({&claim});
  for (const FieldFact& fact : field_facts()) lines.push_back({&fact.claim, &fact});
  return lines;
}

struct Shown {
  Line line;
  std::string text;
  std::string outcome;  // of its scenario's expectations
};

std::string file_of(const Claim& claim) {
  return fmt::format("{}/{}.json", default_catalog(), claim.scenario);
}

Shown show(const Line& line, const sim::Plan& plan) {
  sim::RunOptions options;
  options.engines = {std::string(line.claim->engine)};
  const sim::RunResult run = sim::run(plan, options);
  return {line, told(*line.claim, run.engines.front()),
          std::string(outcome_of(count(judge(plan, run, options))))};
}

void print_claims(const std::vector<Shown>& all, std::ostream& out) {
  out << "# What documents promise and what runs show\n";
  std::string_view engine;
  for (const auto& [line, text, outcome] : all) {
    if (line.fact != nullptr) continue;
    if (line.claim->engine != engine) {
      engine = line.claim->engine;
      out << fmt::format(
          "\n## {}\n\n| one may expect that … | a run shows | scenario |\n|---|---|---|\n", engine);
    }
    out << fmt::format("| {} | {} ({}) | `{}` {} |\n", line.claim->promise, text,
                       line.claim->source, line.claim->scenario, outcome);
  }
}

void print_facts(const std::vector<Shown>& all, std::ostream& out) {
  bool first = true;
  for (const auto& [line, text, outcome] : all) {
    if (line.fact == nullptr) continue;
    if (std::exchange(first, false))
      out << "\n# What the field knows and what runs show\n\n| known | there | here | why they "
             "differ "
             "| scenario |\n|---|---|---|---|---|\n";
    out << fmt::format("| {} | {} ({}) | {}: {} | {} | `{}` {} |\n", line.claim->promise,
                       line.fact->published, line.claim->source, line.claim->engine, text,
                       line.fact->difference, line.claim->scenario, outcome);
  }
}

void print_json(const Shown& shown, std::ostream& out) {
  const Claim& claim = *shown.line.claim;
  nlohmann::ordered_json json;
  json["engine"] = claim.engine;
  json["promise"] = claim.promise;
  json["source"] = claim.source;
  if (shown.line.fact != nullptr) {
    json["published"] = shown.line.fact->published;
    json["difference"] = shown.line.fact->difference;
  }
  json["shows"] = shown.text;
  json["scenario"] = claim.scenario;
  json["outcome"] = shown.outcome;
  out << json.dump() << '\n';
}

void print_pairs(const std::string& engine, std::ostream& out) {
  out << "\n# What two concurrent commands become\n\nTwo values with \"else\": the first where "
         "the other side's stamp is the later one, the second where it is the earlier.\n\n"
      << pair_table(engine);
}

void print_pairs_json(const std::string& engine, std::ostream& out) {
  for (const ConflictPair& pair : conflict_pairs())
    for (const PairColumn& column : pair_columns()) {
      if (!engine.empty() && column.engine != engine) continue;
      const PairShown shown = shown_of(pair, column);
      nlohmann::ordered_json json;
      json["engine"] = column.engine;
      json["setup"] = column.title;
      json["type"] = pair.type;
      json["both_hold"] = pair.before;
      json["one"] = pair.one;
      json["other"] = pair.other;
      json["other_later"] = shown.other_later;
      json["one_later"] = shown.one_later;
      json["rule"] = {{"name", pair.rule}, {"basis", word(pair.basis)}};
      out << json.dump() << '\n';
    }
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
  const std::vector<Line> all = all_lines();
  for (const Line& line : all)
    if (std::find(engines.begin(), engines.end(), line.claim->engine) == engines.end())
      engines.emplace_back(line.claim->engine);
  if (engine) engine = flags.word("--engine", *engine, engines);
  std::map<const Claim*, sim::Plan> plans;
  for (const auto& [claim, fact] : all) {
    if (engine && claim->engine != *engine) continue;
    const LoadedScenario loaded = load_scenario_file(file_of(*claim));
    for (const InputError& error : loaded.errors) console.err << to_line(error) << '\n';
    if (loaded.plan)
      plans.emplace(claim, plan_for_seed(*loaded.plan, loaded.plan->seed));
    else
      flags.fail("semantics", "cannot read " + file_of(*claim), "the catalog beside the program");
  }
  if (flags.failed(console)) return kExitBadInput;
  std::vector<Shown> lines;
  for (const Line& line : all)
    if (const auto found = plans.find(line.claim); found != plans.end())
      lines.push_back(show(line, found->second));
  if (json) {
    for (const Shown& line : lines) print_json(line, console.out);
    print_pairs_json(engine.value_or(""), console.out);
  } else {
    print_claims(lines, console.out);
    print_facts(lines, console.out);
    print_pairs(engine.value_or(""), console.out);
  }
  return exit_code_of(lines);
}

}  // namespace faultline::scenarios

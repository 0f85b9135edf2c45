// faultline explore S.json: what can come of a small scenario, over all orders in which its
// commands can be issued and its messages can arrive (sim/search/explore_orders.h).
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "scenarios/commands/explorable.h"
#include "scenarios/commands/flags.h"
#include "scenarios/commands/load_plan.h"
#include "scenarios/exit_code.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/result_paths.h"
#include "sim/engines.h"
#include "sim/search/explore_orders.h"
#include "sim/search/lone_replicas.h"
#include "sim/search/outcome_text.h"

namespace faultline::scenarios {
namespace {

struct ExploreFlags {
  std::string file;
  std::optional<std::string> engine, limit;
  bool duplicates = false;
  bool json = false;
};

struct Judged {
  const sim::Expectation* expectation = nullptr;
  sim::Verdict verdict = sim::Verdict::kUnknown;
};

std::vector<Judged> judge_outcomes(const sim::Plan& plan, const std::string& engine,
                                   const sim::Exploration& exploration) {
  std::vector<Judged> all;
  for (const sim::Expectation& each : plan.expectations) {
    if (each.engine != engine || each.path != "outcomes") continue;
    const bool good = satisfies(static_cast<std::int64_t>(exploration.outcomes.size()),
                                std::get<sim::Bound>(each.wanted));
    const auto decided = good ? sim::Verdict::kHeld : sim::Verdict::kFailed;
    all.push_back({&each, exploration.complete ? decided : sim::Verdict::kUnknown});
  }
  return all;
}

void print_text(const sim::OrderPlan& orders, const sim::Exploration& exploration,
                const std::vector<Judged>& judged, std::ostream& out) {
  for (std::size_t i = 0; i < exploration.outcomes.size(); ++i) {
    const sim::OrderOutcome& outcome = exploration.outcomes[i];
    out << fmt::format("outcome {}  orders {}  shortest \"{}\"  {}\n", i + 1, outcome.orders.str(),
                       sim::order_text(orders, outcome.shortest),
                       sim::outcome_text(orders, outcome));
  }
  for (const Judged& each : judged)
    out << fmt::format("expected outcomes {}: {}\n", each.expectation->text, word(each.verdict));
  out << fmt::format("{} outcomes, {} orders, {} states, {}\n", exploration.outcomes.size(),
                     exploration.orders.str(), exploration.states,
                     exploration.complete ? "complete" : "incomplete");
}

void print_json(const std::string& engine, const sim::OrderPlan& orders,
                const sim::Exploration& exploration, const std::vector<Judged>& judged,
                bool interrupted, std::ostream& out) {
  using nlohmann::ordered_json;
  for (std::size_t i = 0; i < exploration.outcomes.size(); ++i) {
    const sim::OrderOutcome& outcome = exploration.outcomes[i];
    ordered_json line{{"engine", engine}, {"outcome", i + 1}, {"orders", outcome.orders.str()}};
    line["shortest"] = ordered_json::array();
    for (const sim::OrderChoice& choice : outcome.shortest)
      line["shortest"].push_back(sim::choice_text(orders, choice));
    line["agreed"] = outcome.agreed();
    for (std::size_t at = 0; at < outcome.shown.size(); ++at)
      line["state"][orders.datacenters[at]] = outcome.shown[at];
    out << line.dump() << '\n';
  }
  ordered_json line{{"engine", engine},
                    {"outcomes", exploration.outcomes.size()},
                    {"orders", exploration.orders.str()},
                    {"states", exploration.states},
                    {"complete", exploration.complete}};
  if (interrupted) line["interrupted"] = true;
  line["expectations"] = ordered_json::array();
  for (const Judged& each : judged)
    line["expectations"].push_back({{"path", "outcomes"},
                                    {"expected", each.expectation->text},
                                    {"verdict", word(each.verdict)}});
  out << line.dump() << '\n';
}

int explore_engine(const sim::Plan& plan, const sim::EnginePlan& engine, const ExploreFlags& flags,
                   sim::OrderOptions options, Console& console) {
  bool interrupted = false;
  options.go_on = [&] {
    interrupted = console.interrupted();
    return !interrupted;
  };
  sim::OrderPlan orders = sim::order_plan(plan, engine);
  orders.repeats = flags.duplicates;
  const sim::Exploration exploration = sim::explore_orders(orders, options);
  const std::vector<Judged> judged = judge_outcomes(plan, engine.name, exploration);
  if (flags.json)
    print_json(engine.name, orders, exploration, judged, interrupted, console.out);
  else
    print_text(orders, exploration, judged, console.out);
  console.out.flush();
  if (interrupted) return kExitInterrupted;
  int code = exploration.complete ? kExitHeld : kExitUnknown;
  for (const Judged& each : judged) code = worse(code, exit_code_of(word(each.verdict)));
  return code;
}

int explore_engines(const sim::Plan& plan, const std::vector<sim::EnginePlan>& engines,
                    const ExploreFlags& flags, const sim::OrderOptions& options, Console& console) {
  int code = kExitHeld;
  for (const sim::EnginePlan& engine : engines) {
    if (engines.size() > 1 && !flags.json) console.out << engine.name << '\n';
    const int ended = explore_engine(plan, engine, flags, options, console);
    if (ended == kExitInterrupted) return ended;
    code = worse(code, ended);
  }
  return code;
}

void declare_explore(CLI::App& app, ExploreFlags& flags) {
  app.add_option("file", flags.file, "a scenario with a script of at most 12 commands")
      ->required()
      ->option_text("S.json");
  app.add_option("--engine", flags.engine, "only these of the scenario's engines")
      ->option_text("E[,E]");
  app.add_flag("--duplicates", flags.duplicates, "each message may also arrive twice in a row");
  app.add_option("--limit-states", flags.limit, "gives up beyond so many states (5000000)")
      ->option_text("N");
  app.add_flag("--json", flags.json, "one object a line, nothing else");
}

}  // namespace

int explore_command(const ProgramCommand& command, const Words& arguments, Console& console) {
  Flags flags(command);
  ExploreFlags explore;
  declare_explore(flags.app(), explore);
  if (!flags.parse(arguments, console)) return flags.exit_code();
  sim::OrderOptions options;
  if (explore.limit)
    options.states_max = flags.count("--limit-states", *explore.limit, kMostExploredStates);
  const std::optional<sim::Plan> plan = load_plan(explore.file, console);
  std::vector<sim::EnginePlan> engines;
  std::vector<InputError> errors;
  if (plan) {
    Words names = names_of(plan->engines);
    if (explore.engine) names = flags.list("--engine", *explore.engine, names);
    for (const sim::EnginePlan& each : plan->engines)
      if (std::find(names.begin(), names.end(), each.name) != names.end()) engines.push_back(each);
    errors = why_not_explorable(explore.file, *plan, engines);
  }
  for (const InputError& error : errors) console.err << to_line(error) << '\n';
  if (flags.failed(console) || !plan || !errors.empty()) return kExitBadInput;
  return explore_engines(*plan, engines, explore, options, console);
}

}  // namespace faultline::scenarios

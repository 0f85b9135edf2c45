#include "scenarios/loader/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "engine/base/assert.h"
#include "engine/base/planted_bugs.h"
#include "scenarios/loader/expect_section.h"
#include "scenarios/loader/faults_section.h"
#include "scenarios/loader/json_text.h"
#include "scenarios/loader/load_section.h"
#include "scenarios/loader/parameters.h"
#include "scenarios/loader/sha256.h"
#include "scenarios/loader/text_file.h"
#include "scenarios/loader/topology.h"
#include "scenarios/loader/wrong_word.h"
#include "sim/engines.h"
#include "sim/faults/fault.h"
#include "sim/faults/swarm.h"

namespace faultline::scenarios {
namespace {

using engine::Duration;

constexpr std::string_view kQuiesceByDefault = "30s";
// Each is kept in memory, with its command, its reply and its place in the history.
constexpr std::int64_t kMostOperations = 10'000'000;

template <class T>
const T* value_of(const engine::ParameterValues& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? nullptr : std::get_if<T>(&found->second.value);
}

class ScenarioReader {
 public:
  ScenarioReader(Reading& reading, std::string name) : reading_(reading) {
    plan_.name = std::move(name);
  }

  sim::Plan read() {
    const Node root = reading_.root();
    const std::vector<std::string> keys = {"purpose",  "seed",   "topology",   "engines",
                                           "workload", "script", "faults",     "quiesce",
                                           "expect",   "shows",  "planted_bug"};
    if (!reading_.object(root, "a scenario {\"purpose\": …}", keys)) return plan_;
    read_purpose(root);
    read_seed(root);
    if (const auto topology = root.member("topology")) {
      plan_.topology = read_topology(reading_, *topology, places_);
    } else {
      reading_.fail_missing(root, "topology", "an object with \"datacenters\"");
      places_.leave_open();
    }
    read_engines(root);
    std::optional<Duration> quiesce = parse_duration(kQuiesceByDefault).value;
    if (const auto node = root.member("quiesce")) quiesce = reading_.run_time(*node);
    plan_.quiesce = quiesce.value_or(Duration{});
    const std::optional<LoadPlan> load = read_load(reading_, root, places_);
    if (load) plan_.load = *load;
    advise();
    const Phases phases = quiesce ? phases_of(root, load) : Phases{};
    const auto faults = root.member("faults");
    if (faults)
      plan_.faults = read_faults(
          reading_, *faults,
          {places_, phases, plan_.engines, words_of_engines(&engine::EngineKind::roles)});
    read_expect(reading_, root.member("expect"),
                {places_, engines_known_, words_of_engines(&engine::EngineKind::marks),
                 marks_of_faults(faults)},
                plan_);
    read_shows(root);
    read_planted_bug(root);
    reading_.forget_misspelt();
    return std::move(plan_);
  }

 private:
  void read_purpose(const Node& root) {
    const std::string form = "one line that says what the scenario shows";
    const auto purpose = root.member("purpose");
    if (!purpose) return reading_.fail_missing(root, "purpose", form);
    plan_.purpose = reading_.text(*purpose, form).value_or("?");
    if (plan_.purpose.empty()) reading_.fail(*purpose, "an empty purpose", form);
  }

  void read_seed(const Node& root) {
    const auto seed = root.member("seed");
    if (!seed) return;
    if (const auto read = reading_.measure(*seed, kSeedForm, parse_seed)) plan_.seed = *read;
  }

  void read_engines(const Node& root) {
    const std::vector<std::string> names = names_of(sim::engine_kinds());
    const auto engines = root.member("engines");
    if (!engines) return reading_.fail_missing(root, "engines", one_of(names));
    if (!reading_.object(*engines, "engines and their options such as {\"last_write_wins\": {}}"))
      return;
    if (engines->value->empty()) reading_.fail(*engines, "no engine", one_of(names));
    for (const auto& [name, member] : engines->members()) {
      if (sim::find_engine(name) != nullptr) continue;
      engines_known_ = false;
      WrongWord wrong = wrong_word("engine", name, names);
      reading_.fail_at_key(member, std::move(wrong.what), std::move(wrong.expected),
                           std::move(wrong.suggestion));
    }
    for (const engine::EngineKind& kind : sim::engine_kinds()) {
      const auto node = engines->member(kind.name);
      if (!node) continue;
      sim::EnginePlan plan{std::string(kind.name),
                           read_parameters(reading_, *node, kind.parameters, {}, places_)};
      plan_.engines.push_back(std::move(plan));
    }
  }

  void advise() {
    std::vector<engine::Arguments> commands;
    if (const auto* script = std::get_if<sim::Script>(&plan_.load))
      for (const sim::ScriptStep& step : *script)
        if (!step.command.empty()) commands.emplace_back(step.command.begin(), step.command.end());
    std::size_t most_racks = 0;
    for (const sim::DatacenterPlan& each : plan_.topology.datacenters)
      most_racks = std::max(most_racks, each.racks.size());
    for (const sim::EnginePlan& each : plan_.engines) {
      const engine::EngineKind* kind = sim::find_engine(each.name);
      const bool all_read = each.options.size() == kind->parameters.size();
      if (kind->advice == nullptr || !all_read) continue;
      for (const std::string& line : kind->advice({each.options, most_racks, commands}))
        reading_.warn(fmt::format("{}: {}: {}", reading_.file(), each.name, line));
    }
  }

  [[nodiscard]] std::vector<const engine::EngineKind*> engines() const {
    std::vector<const engine::EngineKind*> kinds;
    for (const sim::EnginePlan& each : plan_.engines) kinds.push_back(sim::find_engine(each.name));
    return kinds;
  }

  // Roles or marks of the scenario's engines, each once; of all that exist where an engine could
  // not be read, so that one mistake is not reported twice.
  [[nodiscard]] std::vector<std::string> words_of_engines(
      std::vector<std::string_view> engine::EngineKind::*list) const {
    std::vector<const engine::EngineKind*> kinds = engines();
    if (!engines_known_ || kinds.empty()) {
      kinds.clear();
      for (const engine::EngineKind& kind : sim::engine_kinds()) kinds.push_back(&kind);
    }
    std::vector<std::string> words;
    for (const engine::EngineKind* kind : kinds)
      for (const std::string_view word : kind->*list)
        if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
    return words;
  }

  // Of the scenario's faults; of all kinds where a fault could not be read.
  [[nodiscard]] std::vector<std::string> marks_of_faults(const std::optional<Node>& faults) const {
    const bool all_read =
        !faults || (faults->is_list() && faults->value->size() == plan_.faults.size());
    std::vector<std::string> marks;
    for (const sim::FaultKind& kind : sim::fault_kinds()) {
      // A swarm gives way to what it draws and lists the marks of that itself.
      if (kind.name == "swarm") continue;
      const bool has = std::any_of(plan_.faults.begin(), plan_.faults.end(),
                                   [&](const auto& each) { return each.kind == kind.name; });
      if (has || !all_read) marks.push_back(sim::mark_of_fault(kind.name));
    }
    return marks;
  }

  Phases phases_of(const Node& root, const std::optional<LoadPlan>& load) {
    if (!load) return {};
    if (const auto* script = std::get_if<sim::Script>(&*load)) {
      const Duration last = script->empty() ? Duration{} : script->back().at;
      return {last + plan_.quiesce, last + plan_.quiesce};
    }
    return phases_of(*root.member("workload"), std::get<sim::WorkloadPlan>(*load));
  }

  Phases phases_of(const Node& node, const sim::WorkloadPlan& workload) {
    const Duration* lasts = value_of<Duration>(workload.parameters, "for");
    const Duration* between = value_of<Duration>(workload.parameters, "rate");
    if (lasts == nullptr || !reading_.fits_run(*node.member("for"), *lasts)) return {};
    if (between != nullptr && *lasts / *between > kMostOperations)
      reading_.fail(node, fmt::format("{} operations", *lasts / *between),
                    fmt::format("at most {}: all of them are kept in memory", kMostOperations));
    return {*lasts, *lasts + plan_.quiesce};
  }

  void read_shows(const Node& root) {
    constexpr std::string_view kForm = "a finding's id, 12 hexadecimal digits";
    const auto shows = root.member("shows");
    if (!shows) return;
    plan_.shows = reading_.text(*shows, kForm);
    if (!plan_.shows) return;
    const bool good = plan_.shows->size() == 12 &&
                      plan_.shows->find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!good) reading_.fail(*shows, in_quotes(*plan_.shows) + " is no id", std::string(kForm));
  }

  void read_planted_bug(const Node& root) {
    const auto bug = root.member("planted_bug");
    if (!bug) return;
    const std::vector<std::string> names = names_of(engine::planted_bugs());
    if (names.empty())
      return reading_.fail_at_key(*bug, "\"planted_bug\" is for the test build only",
                                  "the program faultline_planted");
    const auto name = reading_.text(*bug, one_of(names));
    if (!name) return;
    if (const engine::PlantedBugKind* kind = engine::find_planted_bug(*name))
      plan_.planted_bug = kind->bug;
    else
      reading_.fail_word(*bug, "bug", *name, names);
  }

  Reading& reading_;
  Places places_;
  sim::Plan plan_;
  bool engines_known_ = true;  // none has a name that does not exist
};

std::string name_of(const std::string& file) {
  std::string name = file_name(file);
  if (name.ends_with(".json")) name.resize(name.size() - 5);
  return name;
}

}  // namespace

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

LoadedScenario load_scenario(std::string_view text, const std::string& file) {
  LoadedScenario loaded;
  std::optional<JsonSource> source = read_json(text, file, loaded.errors);
  if (source) {
    Reading reading(std::move(*source), file, loaded.errors);
    sim::Plan plan = ScenarioReader(reading, name_of(file)).read();
    loaded.warnings = reading.warnings();
    if (loaded.errors.empty()) {
      plan.sha256 = sha256(resolved_text(plan));
      loaded.plan = std::move(plan);
    }
  }
  // What is wrong with a file that the scenario names comes after what is wrong with itself.
  const auto place = [&](const InputError& error) {
    return std::pair(error.file != file, error.at);
  };
  std::stable_sort(loaded.errors.begin(), loaded.errors.end(),
                   [&](const InputError& a, const InputError& b) { return place(a) < place(b); });
  return loaded;
}

LoadedScenario load_scenario_file(const std::string& file) {
  const TextFile read = read_text_file(file);
  if (read.text) return load_scenario(*read.text, file);
  return {std::nullopt, {{file, {}, "", read.problem, "a scenario file", ""}}, {}};
}

std::string resolved_text(const sim::Plan& plan) {
  nlohmann::ordered_json scenario;
  scenario["purpose"] = plan.purpose;
  scenario["seed"] = std::to_string(plan.seed);
  scenario["topology"] = write_topology(plan.topology);
  nlohmann::ordered_json engines = nlohmann::ordered_json::object();
  for (const sim::EnginePlan& each : plan.engines) {
    const engine::EngineKind* kind = sim::find_engine(each.name);
    FL_ASSERT(kind != nullptr, "a plan names engines of the table only");
    engines[each.name] = nlohmann::ordered_json::object();
    write_parameters(engines[each.name], kind->parameters, each.options);
  }
  scenario["engines"] = std::move(engines);
  write_load(scenario, plan.load);
  scenario["faults"] = write_faults(plan.faults);
  scenario["quiesce"] = format_duration(plan.quiesce);
  scenario["expect"] = write_expect(plan);
  if (plan.shows) scenario["shows"] = *plan.shows;
  if (plan.planted_bug) scenario["planted_bug"] = engine::name_of(*plan.planted_bug);
  return to_text(scenario);
}

sim::Plan plan_for_seed(const sim::Plan& scenario, std::uint64_t seed) {
  sim::Plan plan = scenario;
  plan.seed = seed;
  sim::draw_swarms(plan);
  plan.sha256 = sha256(resolved_text(plan));
  return plan;
}

}  // namespace faultline::scenarios

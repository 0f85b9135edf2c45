#include "scenarios/commands/report_folder.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "scenarios/loader/input_error.h"
#include "scenarios/loader/json_source.h"
#include "scenarios/loader/loader.h"
#include "scenarios/loader/sha256.h"
#include "scenarios/loader/text_file.h"

namespace faultline::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kResultFormat = "faultline-result/1";

struct Recorded {
  std::string name;
  std::string sha256;
  bool interrupted = false;
  ReportedRun run;
};

// Throws what nlohmann throws if it is no result.
Recorded recorded_in(const nlohmann::json& json) {
  if (json.at("format") != kResultFormat) throw std::invalid_argument("format");
  Recorded recorded;
  recorded.name = json.at("scenario").at("name");
  recorded.sha256 = json.at("scenario").at("sha256");
  recorded.interrupted = json.at("interrupted");
  recorded.run.repeat = json.at("repeat");
  for (const auto& [engine, figures] : json.at("engines").items())
    recorded.run.fingerprints[engine] = figures.at("fingerprint");
  std::set<std::string> checks;
  for (const auto& check : json.at("checks")) checks.insert(check.at("name"));
  recorded.run.checks.assign(checks.begin(), checks.end());
  return recorded;
}

std::optional<Recorded> read_result(const std::string& file, std::string& problem) {
  const TextFile text = read_text_file(file);
  if (!text.text) {
    problem = in_quotes(file) + " " + text.problem;
    return std::nullopt;
  }
  std::vector<InputError> ignored;
  const auto source = read_json(*text.text, file, ignored, Numbers::kAny);
  try {
    return recorded_in(source ? source->document : nlohmann::json());
  } catch (const std::exception&) {
    problem =
        in_quotes(file) + " is not what a run writes; expected format " + in_quotes(kResultFormat);
    return std::nullopt;
  }
}

std::optional<sim::Plan> read_scenario(const std::string& file, const Recorded& recorded,
                                       std::vector<std::string>& problems) {
  const TextFile text = read_text_file(file);
  if (!text.text) {
    problems.push_back(in_quotes(file) + " " + text.problem +
                       ": without it the run cannot be repeated");
    return std::nullopt;
  }
  if (sha256(*text.text) != recorded.sha256) {
    problems.push_back(in_quotes(file) +
                       " is not the scenario that was run: its hash is not that " +
                       "in result.json");
    return std::nullopt;
  }
  LoadedScenario loaded = load_scenario(*text.text, file);
  for (const InputError& error : loaded.errors) problems.push_back(to_line(error));
  return std::move(loaded.plan);
}

}  // namespace

std::optional<ReportedRun> read_report(const std::string& directory,
                                       std::vector<std::string>& problems) {
  std::error_code error;
  const fs::path folder(directory);
  if (!fs::is_directory(folder, error) || !fs::exists(folder / "result.json", error)) {
    problems.push_back(
        in_quotes(directory) + " is no report (" +
        (fs::exists(folder, error) ? "it has no result.json" : "there is no such folder") +
        "); expected a folder that faultline run wrote");
    return std::nullopt;
  }
  std::string problem;
  std::optional<Recorded> recorded = read_result((folder / "result.json").string(), problem);
  if (!recorded) {
    problems.push_back(problem);
    return std::nullopt;
  }
  if (recorded->interrupted) {
    problems.push_back(
        in_quotes(directory) +
        " tells of a run that was interrupted; run it again: " + recorded->run.repeat);
    return std::nullopt;
  }
  std::optional<sim::Plan> plan =
      read_scenario((folder / "scenario.json").string(), *recorded, problems);
  if (!plan) return std::nullopt;
  plan->name = recorded->name;
  recorded->run.plan = std::move(*plan);
  for (const sim::EnginePlan& each : recorded->run.plan.engines)
    if (recorded->run.fingerprints.contains(each.name)) recorded->run.engines.push_back(each.name);
  return std::move(recorded->run);
}

}  // namespace faultline::scenarios

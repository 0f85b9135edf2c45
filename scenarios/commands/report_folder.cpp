#include "scenarios/commands/report_folder.h"

#include <fmt/format.h>

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

std::optional<reports::ReadResult> read_result_file(const std::string& file,
                                                    std::vector<std::string>& problems) {
  const TextFile text = read_text_file(file);
  if (!text.text) {
    problems.push_back(in_quotes(file) + " " + text.problem);
    return std::nullopt;
  }
  // Refuses what nlohmann cannot bear; it alone keeps the order of the engines.
  std::vector<InputError> ignored;
  nlohmann::ordered_json document;
  if (read_json(*text.text, file, ignored, Numbers::kAny) && ignored.empty())
    document = nlohmann::ordered_json::parse(*text.text, nullptr, false, true);
  std::optional<reports::ReadResult> result = reports::read_result(document);
  if (result) return result;
  const bool of_this_format = document.is_object() && document.contains("format") &&
                              document["format"] == reports::kResultFormat;
  problems.push_back(in_quotes(file) +
                     (of_this_format ? " is damaged: something of what a run writes is missing or "
                                       "is of another kind"
                                     : " is not what a run writes; expected format " +
                                           in_quotes(reports::kResultFormat)));
  return std::nullopt;
}

std::optional<sim::Plan> read_scenario(const std::string& file, const std::string& sum,
                                       std::vector<std::string>& problems) {
  const TextFile text = read_text_file(file);
  if (!text.text) {
    problems.push_back(in_quotes(file) + " " + text.problem +
                       ": without it the run cannot be repeated");
    return std::nullopt;
  }
  if (sha256(*text.text) != sum) {
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

std::optional<reports::ReadResult> read_reported_result(const std::string& directory,
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
  return read_result_file((folder / "result.json").string(), problems);
}

std::optional<ReportedRun> read_report(const std::string& directory,
                                       std::vector<std::string>& problems) {
  const std::optional<reports::ReadResult> result = read_reported_result(directory, problems);
  if (!result) return std::nullopt;
  if (result->interrupted) {
    problems.push_back(in_quotes(directory) +
                       " tells of a run that was interrupted; run it again: " + result->repeat);
    return std::nullopt;
  }
  const std::string scenario = (fs::path(directory) / "scenario.json").string();
  std::optional<sim::Plan> plan = read_scenario(scenario, result->sha256, problems);
  if (!plan) return std::nullopt;
  plan->name = result->name;
  ReportedRun run;
  run.plan = std::move(*plan);
  run.repeat = result->repeat;
  std::set<std::string> checks;
  for (const sim::EngineResult& engine : result->engines) {
    for (const sim::CheckResult& check : engine.checks) checks.insert(check.name);
    run.issued[engine.engine] = engine.operations.issued;
    run.fingerprints[engine.engine] = fmt::format("{:016x}", engine.fingerprint);
  }
  run.checks.assign(checks.begin(), checks.end());
  for (const sim::EnginePlan& each : run.plan.engines)
    if (run.fingerprints.contains(each.name)) run.engines.push_back(each.name);
  return run;
}

}  // namespace faultline::scenarios

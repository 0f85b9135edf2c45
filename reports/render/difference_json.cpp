#include "reports/render/difference_json.h"

#include <nlohmann/json.hpp>

#include "engine/base/type_list.h"
#include "reports/render/json_values.h"

namespace faultline::reports {

using Json = nlohmann::ordered_json;

namespace {

Json measured_json(const Measured& value) {
  return std::visit(engine::Overloaded{[](std::monostate) { return Json(nullptr); },
                                       [](const auto& measured) { return Json(measured); }},
                    value);
}

Json compared_run_json(const ComparedRun& run) {
  Json json = Json::object();
  json["directory"] = string_json(run.directory);
  json["scenario"] = run.result.name;
  json["seed"] = run.result.seed;
  json["sha256"] = run.result.sha256;
  json["outcome"] = run.result.outcome;
  json["interrupted"] = run.result.interrupted;
  json["engines"] = Json::array();
  for (const sim::EngineResult& engine : run.result.engines)
    json["engines"].push_back(engine.engine);
  return json;
}

Json change_json(const Change& change) {
  Json json = Json::object();
  json["about"] = word(change.about);
  json["turn"] = word(change.turn);
  json["engine"] = change.engine.empty() ? Json(nullptr) : Json(change.engine);
  json["name"] = change.name.empty() ? Json(nullptr) : Json(change.name);
  json["before"] = measured_json(change.before);
  json["after"] = measured_json(change.after);
  if (change.finding) {
    const sim::Finding& finding = *change.finding;
    json["kind"] = finding.kind;
    json["check"] = finding.check;
    json["type"] = finding.type;
    json["rule"]["name"] = finding.rule.name;
    json["rule"]["basis"] = sim::word(finding.rule.basis);
    json["cause"] = finding.cause;
  }
  json["text"] = string_json(change_text(change));
  return json;
}

}  // namespace

std::string difference_lines(const ComparedRun& before, const ComparedRun& after,
                             const Difference& difference) {
  Json compared = Json::object();
  compared["about"] = "compared";
  compared["before"] = compared_run_json(before);
  compared["after"] = compared_run_json(after);
  compared["same_scenario"] = before.result.sha256 == after.result.sha256;
  std::string lines = json_text(compared, -1) + "\n";
  for (const Change& change : difference.changes)
    lines += json_text(change_json(change), -1) + "\n";
  Json counts = Json::object();
  counts["about"] = "count";
  counts["worse"] = difference.worse;
  counts["better"] = difference.better;
  counts["same"] = difference.same;
  counts["undecided"] = difference.undecided;
  return lines + json_text(counts, -1) + "\n";
}

}  // namespace faultline::reports

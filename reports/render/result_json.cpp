// result.json: the keys in the order of the shared cli.md, each of them always present.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "reports/metrics/figures.h"
#include "reports/metrics/pairs.h"
#include "reports/render/json_values.h"
#include "reports/report.h"

namespace faultline::reports {

using Json = nlohmann::ordered_json;

namespace {

template <class Value>
Json object_json(const std::map<std::string, Value>& values) {
  Json json = Json::object();
  for (const auto& [name, value] : values) json[name] = value;
  return json;
}

Json ledger_json(const sim::EngineResult::Ledger& ledger) {
  Json json = Json::object();
  for (std::size_t index = 0; index < sim::kLedgerClasses; ++index) {
    const auto ledger_class = static_cast<sim::LedgerClass>(index);
    const auto found = ledger.find(ledger_class);
    json[std::string(word(ledger_class))] = found == ledger.end() ? 0 : found->second;
  }
  return json;
}

// Without a ledger nothing was counted, by type neither.
Json ledger_by_type_json(const sim::EngineResult& engine) {
  if (!engine.ledger) return Json(nullptr);
  Json json = Json::object();
  for (const auto& [type, ledger] : engine.ledger_by_type) json[type] = ledger_json(ledger);
  return json;
}

// An empty list says that nothing is stuck; who has not looked cannot say so.
Json stuck_json(const sim::EngineResult& engine) {
  if (engine.stuck.empty() && !engine.converged) return Json(nullptr);
  Json json = Json::array();
  for (const sim::Stuck& stuck : engine.stuck) {
    Json entry = Json::object();
    entry["what"] = string_json(stuck.what);
    entry["where"] = stuck.where;
    entry["since_ns"] = or_null(stuck.since_ns);
    json.push_back(std::move(entry));
  }
  return json;
}

Json staleness_json(const sim::EngineResult& engine) {
  if (!engine.staleness_ns) return Json(nullptr);
  Json json = Json::object();
  for (const auto& [link, quantiles] : *engine.staleness_ns) {
    json[link] = {{"p50", quantiles.p50},
                  {"p95", quantiles.p95},
                  {"p99", quantiles.p99},
                  {"max", quantiles.max}};
  }
  return json;
}

Json latency_json(const sim::EngineResult& engine) {
  Json json = Json::object();
  // Where nobody was served nothing was measured.
  for (const auto& [datacenter, ppm] : engine.availability_ppm) json[datacenter] = nullptr;
  for (const auto& [datacenter, quantiles] : engine.latency_ns) {
    json[datacenter] = {{"p50", quantiles.p50}, {"p99", quantiles.p99}, {"max", quantiles.max}};
  }
  return json;
}

Json engine_json(const sim::EngineResult& engine) {
  Json json = Json::object();
  json["fingerprint"] = fmt::format("{:016x}", engine.fingerprint);
  json["events"] = engine.events;
  json["virtual_ns"] = engine.virtual_ns;
  json["operations"] = {{"issued", engine.operations.issued},
                        {"ok", engine.operations.ok},
                        {"failed", engine.operations.failed},
                        {"indeterminate", engine.operations.indeterminate}};
  json["updates"] = or_null(engine.updates);
  json["ledger"] = engine.ledger ? ledger_json(*engine.ledger) : Json(nullptr);
  json["ledger_by_type"] = ledger_by_type_json(engine);
  json["converged"] = or_null(engine.converged);
  json["converged_after_heal_ns"] = or_null(engine.converged_after_heal_ns);
  json["differing_keys"] = or_null(engine.differing_keys);
  json["stuck"] = stuck_json(engine);
  json["divergence_area_key_ns"] = or_null(engine.divergence_area_key_ns);
  json["staleness_ns"] = staleness_json(engine);
  json["latency_ns"] = latency_json(engine);
  json["availability_ppm"] = object_json(engine.availability_ppm);
  json["unavailable"] = object_json(engine.unavailable);
  json["wire"] = {{"messages", engine.wire_messages}, {"bytes", engine.wire_bytes}};
  json["metadata_bytes_peak"] = or_null(engine.metadata_bytes_peak);
  json["tombstones_peak"] = or_null(engine.tombstones_peak);
  json["marks"] = object_json(engine.marks);
  return json;
}

Json checks_json(const EngineResults& engines) {
  Json json = Json::array();
  for (const sim::EngineResult* engine : engines) {
    for (const sim::CheckResult& check : engine->checks) {
      Json entry = Json::object();
      entry["name"] = check.name;
      entry["engine"] = check.engine;
      entry["verdict"] = word(check.verdict);
      entry["tier"] = check.white_box ? "white" : "black";
      entry["reason"] = string_json(check.reason);
      entry["findings"] = check.findings;
      json.push_back(std::move(entry));
    }
  }
  return json;
}

Json expectations_json(const ReportInput& input) {
  Json json = Json::array();
  for (const ExpectationResult& expectation : input.expectations) {
    Json entry = Json::object();
    entry["path"] = expectation.path;
    entry["expected"] = expectation.expected;
    entry["seen"] = string_json(expectation.seen);
    entry["verdict"] = word(expectation.verdict);
    json.push_back(std::move(entry));
  }
  return json;
}

Json pair_json(const sim::EngineResult& first, const sim::EngineResult& second) {
  Json entry = Json::object();
  entry["engines"] = {first.engine, second.engine};
  const bool is_measured = first.ledger && second.ledger;
  const PairedLosses losses = is_measured ? pair_losses(first, second) : PairedLosses{};
  const auto measured = [&](std::uint64_t count) {
    return is_measured ? Json(count) : Json(nullptr);
  };
  entry["lost_only_in_first"] = measured(losses.only_in_first);
  entry["lost_only_in_second"] = measured(losses.only_in_second);
  entry["lost_in_both"] = measured(losses.in_both);
  return entry;
}

Json pairs_json(const EngineResults& engines) {
  Json json = Json::array();
  for (std::size_t first = 0; first < engines.size(); ++first) {
    for (std::size_t second = first + 1; second < engines.size(); ++second) {
      json.push_back(pair_json(*engines[first], *engines[second]));
    }
  }
  return json;
}

Json findings_json(const EngineResults& engines) {
  Json json = Json::array();
  for (const sim::EngineResult* engine : engines) {
    for (const sim::Finding& finding : engine->findings) json.push_back(finding_json(finding));
  }
  return json;
}

}  // namespace

std::string result_json(const ReportInput& input) {
  const EngineResults engines = engine_results(input);
  Json json = Json::object();
  json["format"] = "faultline-result/1";
  json["scenario"] = {
      {"name", input.plan.name}, {"purpose", input.plan.purpose}, {"sha256", input.plan.sha256}};
  json["seed"] = std::to_string(input.plan.seed);
  json["outcome"] = input.outcome;
  json["interrupted"] = input.result.interrupted;
  json["repeat"] = input.repeat;
  json["engines"] = Json::object();
  for (const sim::EngineResult* engine : engines) {
    json["engines"][engine->engine] = engine_json(*engine);
  }
  json["checks"] = checks_json(engines);
  json["expectations"] = expectations_json(input);
  json["pairs"] = pairs_json(engines);
  json["findings"] = findings_json(engines);
  return json_text(json, 2) + "\n";
}

}  // namespace faultline::reports

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reports/report.h"
#include "reports/sample_run.h"

namespace faultline::reports {

using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& entry : object.items()) names.push_back(entry.key());
  return names;
}
using Names = std::vector<std::string>;

bool has_float(const Json& value) {
  if (value.is_number_float()) return true;
  if (!value.is_structured()) return false;
  for (const auto& entry : value) {
    if (has_float(entry)) return true;
  }
  return false;
}

const Names kLedger = {"kept",
                       "superseded",
                       "no_effect",
                       "lost_concurrent",
                       "lost_inverted",
                       "lost_tie",
                       "lost_repair",
                       "lost_crash",
                       "never_replicated",
                       "diverged_missing",
                       "diverged_order",
                       "duplicated",
                       "resurrected",
                       "rejected",
                       "indeterminate_absent",
                       "indeterminate_kept"};

}  // namespace

TEST_CASE("result.json has the keys of the contract in their order") {
  const SampleRun sample;
  const std::string text = result_json(sample.input());
  const Json json = Json::parse(text);
  CHECK(keys(json) == Names{"format", "scenario", "seed", "outcome", "interrupted", "repeat",
                            "engines", "checks", "expectations", "pairs", "findings"});
  CHECK(json["format"] == "faultline-result/1");
  CHECK(json["seed"] == "18446744073709551615");
  CHECK(keys(json["scenario"]) == Names{"name", "purpose", "sha256"});
  CHECK(keys(json["engines"]) == Names{"active_active", "dynomite", "last_write_wins"});
  const Json& engine = json["engines"]["dynomite"];
  CHECK(keys(engine) == Names{"fingerprint",     "events",     "virtual_ns",
                              "operations",      "updates",    "ledger",
                              "ledger_by_type",  "converged",  "converged_after_heal_ns",
                              "differing_keys",  "stuck",      "divergence_area_key_ns",
                              "staleness_ns",    "latency_ns", "availability_ppm",
                              "unavailable",     "wire",       "metadata_bytes_peak",
                              "tombstones_peak", "marks"});
  CHECK(keys(engine["operations"]) == Names{"issued", "ok", "failed", "indeterminate"});
  CHECK(keys(engine["ledger"]) == kLedger);
  CHECK(keys(engine["ledger_by_type"]["set"]) == kLedger);
  CHECK(keys(engine["staleness_ns"]["us-east->eu-west"]) == Names{"p50", "p95", "p99", "max"});
  CHECK(keys(engine["latency_ns"]["eu-west"]) == Names{"p50", "p99", "max"});
  CHECK(keys(engine["wire"]) == Names{"messages", "bytes"});
  CHECK(keys(json["checks"][0]) ==
        Names{"name", "engine", "verdict", "tier", "reason", "findings"});
  CHECK(keys(json["expectations"][0]) == Names{"path", "expected", "seen", "verdict"});
  CHECK(keys(json["pairs"][0]) ==
        Names{"engines", "lost_only_in_first", "lost_only_in_second", "lost_in_both"});
  const Json& finding = json["findings"][0];
  CHECK(keys(finding) ==
        Names{"id", "kind", "engine", "check", "type", "rule", "cause", "occurrences", "example"});
  CHECK(keys(finding["rule"]) == Names{"name", "basis"});
  CHECK(keys(finding["example"]) ==
        Names{"key", "loser", "winner", "saw", "counterfactual", "text"});
  CHECK(keys(finding["example"]["loser"]) == Names{"operation", "client", "dc", "home", "command",
                                                   "reply", "invoke_ns", "return_ns", "wall_ns",
                                                   "clock_offset_ns"});
}

TEST_CASE("result.json has integers only, a fingerprint of 16 digits, and ends with a line") {
  const SampleRun sample;
  const std::string text = result_json(sample.input());
  const Json json = Json::parse(text);
  CHECK_FALSE(has_float(json));
  CHECK(json["engines"]["active_active"]["fingerprint"] == "00abcdef01234567");
  CHECK(text.starts_with("{\n  \"format\": \"faultline-result/1\",\n"));
  CHECK(text.ends_with("}\n"));
}

TEST_CASE("the same run written twice has the same bytes") {
  CHECK(result_json(SampleRun().input()) == result_json(SampleRun().input()));
}

TEST_CASE("what was not measured is null and never 0") {
  SampleRun sample;
  sim::EngineResult bare;
  bare.engine = "dynomite";
  sample.result.engines = {bare, sample_engine("active_active", 0)};
  const Json json = Json::parse(result_json(sample.input()));
  CHECK(keys(json["engines"]) == Names{"active_active", "dynomite"});
  const Json& engine = json["engines"]["dynomite"];
  for (const char* key :
       {"updates", "ledger", "ledger_by_type", "converged", "converged_after_heal_ns",
        "differing_keys", "stuck", "divergence_area_key_ns", "staleness_ns", "metadata_bytes_peak",
        "tombstones_peak"}) {
    INFO(key);
    CHECK(engine[key].is_null());
  }
  CHECK(engine["events"] == 0);
  CHECK(engine["latency_ns"] == Json::object());
  CHECK(json["pairs"][0]["engines"] == Json({"active_active", "dynomite"}));
  CHECK(json["pairs"][0]["lost_in_both"].is_null());
  CHECK(json["checks"] == Json::array());
}

TEST_CASE("a converged engine with nothing stuck says so with an empty list") {
  const Json json = Json::parse(result_json(SampleRun().input()));
  CHECK(json["engines"]["active_active"]["stuck"] == Json::array());
  CHECK(json["engines"]["active_active"]["tombstones_peak"].is_null());
}

TEST_CASE("what is stuck says since when, or null where nobody knows") {
  SampleRun sample;
  sample.result.engines[0].stuck = {{"2 effects never arrived", "a -> b", 7},
                                    {"a pull is under way", "a/syncer", std::nullopt}};
  const Json json = Json::parse(result_json(sample.input()));
  const Json& stuck = json["engines"][sample.result.engines[0].engine]["stuck"];
  CHECK(stuck[0]["since_ns"] == 7);
  CHECK(stuck[1]["since_ns"].is_null());
}

TEST_CASE("a key that is not UTF-8 is wrapped in base64, wherever it stands") {
  const Json json = Json::parse(result_json(SampleRun().input()));
  const Json& example = json["findings"][0]["example"];
  CHECK(example["key"] == Json({{"base64", "cmF3/wE="}}));
  CHECK(example["loser"]["command"] == Json::array({"SADD", {{"base64", "cmF3/wE="}}, "milk"}));
  CHECK(example["text"].contains("base64"));
}

TEST_CASE("pairs count each update lost in one engine, in the other, or in both") {
  const Json json = Json::parse(result_json(SampleRun().input()));
  const Json& pair = json["pairs"][0];
  CHECK(pair["engines"] == Json({"active_active", "dynomite"}));
  CHECK(pair["lost_only_in_first"] == 0);
  CHECK(pair["lost_only_in_second"] == 2);
  CHECK(pair["lost_in_both"] == 1);
  CHECK(json["pairs"].size() == 3);
}

}  // namespace faultline::reports

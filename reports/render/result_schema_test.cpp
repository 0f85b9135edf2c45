// result.schema.json and result_json say the same: the keys of every object, in their order, and
// the words of every closed list. That results are valid by it is tested with a validator
// (property_tests/browser/schema.test.mjs).
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "reports/sample_run.h"
#include "sim/engines.h"

using namespace faultline::reports;
namespace sim = faultline::sim;
using nlohmann::ordered_json;

namespace {

ordered_json result_schema() {
  std::ostringstream text;
  text << std::ifstream(FAULTLINE_SOURCE_DIR "/reports/render/result.schema.json").rdbuf();
  return ordered_json::parse(text.str());
}

std::vector<std::string> schema_keys(const ordered_json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

// The part of the schema that speaks of an object or of a list, behind references and choices.
const ordered_json* part_for(const ordered_json& root, const ordered_json& part,
                             const ordered_json& value) {
  if (part.contains("$ref")) {
    const std::string to = part["$ref"].get<std::string>().substr(1);
    return part_for(root, root.at(ordered_json::json_pointer(to)), value);
  }
  if (part.contains("anyOf")) {
    for (const ordered_json& choice : part["anyOf"])
      if (const ordered_json* found = part_for(root, choice, value)) return found;
    return nullptr;
  }
  const std::string type = value.is_object() ? "object" : "array";
  return part.value("type", ordered_json()) == type ? &part : nullptr;
}

struct Walked {
  std::size_t closed = 0;  // objects whose keys were compared
};

void compare_keys(const ordered_json& root, const ordered_json& part, const ordered_json& value,
                  const std::string& path, Walked& walked) {
  if (!value.is_structured()) return;
  INFO(path);
  const ordered_json* found = part_for(root, part, value);
  REQUIRE(found != nullptr);
  if (value.is_array()) {
    for (const ordered_json& each : value)
      compare_keys(root, found->at("items"), each, path + "/-", walked);
    return;
  }
  if (!found->contains("properties")) {  // by name
    for (const auto& [key, each] : value.items())
      compare_keys(root, found->at("additionalProperties"), each, path + "/" + key, walked);
    return;
  }
  CHECK(schema_keys(value) == schema_keys((*found)["properties"]));
  CHECK((*found)["required"] == ordered_json(schema_keys(value)));
  CHECK((*found)["additionalProperties"] == false);
  ++walked.closed;
  for (const auto& [key, each] : value.items())
    compare_keys(root, (*found)["properties"][key], each, path + "/" + key, walked);
}

}  // namespace

TEST_CASE("the schema lists the keys of result.json, all of them and in their order") {
  SampleRun run;
  run.result.engines[1].stuck = {{"pull", "us-east/a/0", 7}};
  run.result.engines[2].findings[1].example.key = "k";
  const ordered_json schema = result_schema();
  Walked walked;
  compare_keys(schema, schema, ordered_json::parse(result_json(run.input())), "", walked);
  CHECK(walked.closed > 40);
}

TEST_CASE("the closed lists of the schema are those of the program") {
  const ordered_json defs = result_schema()["$defs"];
  std::vector<std::string> engines;
  for (const auto& kind : sim::engine_kinds()) engines.emplace_back(kind.name);
  CHECK(defs["engine"]["enum"] == ordered_json(engines));
  std::vector<std::string> verdicts;
  for (int i = 0; i < 4; ++i) verdicts.emplace_back(word(static_cast<sim::Verdict>(i)));
  CHECK(defs["verdict"]["enum"] == ordered_json(verdicts));
  std::vector<std::string> classes;
  for (std::size_t i = 0; i < sim::kLedgerClasses; ++i)
    classes.emplace_back(word(static_cast<sim::LedgerClass>(i)));
  CHECK(schema_keys(defs["ledger"]["properties"]) == classes);
  std::vector<std::string> bases;
  for (int i = 0; i < 4; ++i) bases.emplace_back(word(static_cast<sim::Basis>(i)));
  CHECK(defs["finding"]["properties"]["rule"]["properties"]["basis"]["enum"] ==
        ordered_json(bases));
}

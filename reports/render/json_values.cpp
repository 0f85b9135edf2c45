#include "reports/render/json_values.h"

#include <nlohmann/json.hpp>
#include <variant>

#include "engine/base/type_list.h"
#include "reports/render/base64.h"
#include "reports/render/escape.h"
#include "sim/story/text.h"

namespace faultline::reports {

using Json = nlohmann::ordered_json;

namespace {

Json command_json(const engine::Arguments& command) {
  Json arguments = Json::array();
  for (const engine::Bytes& argument : command) arguments.push_back(string_json(argument.view()));
  return arguments;
}

Json home_json(const sim::OperationRecord& operation) {
  return operation.home.empty() ? Json(nullptr) : Json(operation.home);
}

std::string_view word(engine::output::Outcome outcome) {
  switch (outcome) {
    case engine::output::Outcome::kOk:
      return "ok";
    case engine::output::Outcome::kFailed:
      return "failed";
    case engine::output::Outcome::kIndeterminate:
      break;
  }
  return "indeterminate";
}

}  // namespace

Json string_json(std::string_view bytes) {
  if (sim::is_utf8(bytes)) return Json(bytes);
  Json wrapped = Json::object();
  wrapped["base64"] = to_base64(bytes);
  return wrapped;
}

Json reply_json(const std::optional<engine::Reply>& reply) {
  if (!reply) return Json(nullptr);
  return std::visit(
      engine::Overloaded{
          [](const engine::Nil&) { return Json(nullptr); },
          [](const engine::Status& status) { return string_json(status.text.view()); },
          [](const engine::Error& error) {
            Json wrapped = Json::object();
            wrapped["error"] = string_json(error.text.view());
            return wrapped;
          },
          [](std::int64_t integer) { return Json(integer); },
          [](const engine::Bytes& bulk) { return string_json(bulk.view()); },
          [](const std::vector<engine::Reply>& array) {
            Json elements = Json::array();
            for (const engine::Reply& element : array) elements.push_back(reply_json(element));
            return elements;
          }},
      reply->value);
}

Json operation_json(const std::optional<sim::OperationRecord>& operation) {
  if (!operation) return Json(nullptr);
  Json json = Json::object();
  json["operation"] = operation->operation;
  json["client"] = operation->client;
  json["dc"] = operation->dc;
  json["home"] = home_json(*operation);
  json["command"] = command_json(operation->command);
  json["reply"] = reply_json(operation->reply);
  json["invoke_ns"] = operation->invoke_ns;
  json["return_ns"] = or_null(operation->return_ns);
  json["wall_ns"] = or_null(operation->wall_ns);
  json["clock_offset_ns"] = or_null(operation->clock_offset_ns);
  return json;
}

Json history_json(const sim::OperationRecord& operation) {
  Json json = Json::object();
  json["operation"] = operation.operation;
  json["client"] = operation.client;
  json["dc"] = operation.dc;
  json["home"] = home_json(operation);
  json["invoke_ns"] = operation.invoke_ns;
  json["return_ns"] = or_null(operation.return_ns);
  json["status"] = word(operation.outcome);
  json["command"] = command_json(operation.command);
  json["reply"] = reply_json(operation.reply);
  return json;
}

Json finding_json(const sim::Finding& finding) {
  Json json = Json::object();
  json["id"] = finding.id;
  json["kind"] = finding.kind;
  json["engine"] = finding.engine;
  json["check"] = finding.check;
  json["type"] = finding.type;
  json["rule"]["name"] = finding.rule.name;
  json["rule"]["basis"] = sim::word(finding.rule.basis);
  json["cause"] = finding.cause;
  json["occurrences"] = finding.occurrences;
  Json& example = json["example"];
  example["key"] = string_json(finding.example.key);
  example["loser"] = operation_json(finding.example.loser);
  example["winner"] = operation_json(finding.example.winner);
  example["saw"] = finding.example.saw.empty() ? Json() : Json(finding.example.saw);
  example["counterfactual"] = string_json(finding.example.counterfactual);
  example["text"] = string_json(finding.example.text);
  return json;
}

std::string json_text(const Json& document, int indentation) {
  return document.dump(indentation, ' ', false, Json::error_handler_t::replace);
}

}  // namespace faultline::reports

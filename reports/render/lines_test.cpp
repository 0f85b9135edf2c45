#include "reports/render/lines.h"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "reports/render/json_values.h"
#include "reports/sample_run.h"

namespace faultline::reports {

namespace {

std::string reply_of(const engine::Reply& reply) {
  return json_text(reply_json(reply), -1);
}

}  // namespace

TEST_CASE("each kind of reply has its form in a history") {
  CHECK(reply_of(engine::nil_reply()) == "null");
  CHECK(reply_of(engine::ok_reply()) == "\"OK\"");
  CHECK(reply_of(engine::error_reply("ERR no")) == R"({"error":"ERR no"})");
  CHECK(reply_of(engine::integer_reply(-7)) == "-7");
  CHECK(reply_of(engine::bulk_reply("milk")) == "\"milk\"");
  CHECK(reply_of(engine::bulk_reply(std::string("\xc3\x28"))) == R"({"base64":"wyg="})");
  engine::Reply nested{std::vector<engine::Reply>{engine::integer_reply(1), engine::nil_reply()}};
  CHECK(reply_of({std::vector<engine::Reply>{nested, engine::bulk_reply("")}}) ==
        R"([[1,null],""])");
  CHECK(json_text(reply_json(std::nullopt), -1) == "null");
}

TEST_CASE("a history line is as the contract writes it") {
  sim::EngineResult engine;
  sim::OperationRecord operation = sample_operation(17, "eu-west", {"SADD", "cart:7", "milk"});
  engine.history = {operation};
  CHECK(history_lines(engine, HistoryLevel::kFull) ==
        R"({"operation":17,"client":"c17","dc":"eu-west","home":"eu-west/a/0",)"
        R"("invoke_ns":5213004017,"return_ns":5213816017,"status":"ok",)"
        R"("command":["SADD","cart:7","milk"],"reply":1})"
        "\n");
}

TEST_CASE("an operation without an end has neither a return time nor a reply nor a home") {
  sim::OperationRecord operation = sample_operation(1, "eu-west", {"GET", "a"});
  operation.return_ns.reset();
  operation.reply.reset();
  operation.home.clear();
  operation.outcome = engine::output::Outcome::kIndeterminate;
  sim::EngineResult engine;
  engine.history = {operation};
  const auto json = nlohmann::json::parse(history_lines(engine, HistoryLevel::kFull));
  CHECK(json["return_ns"].is_null());
  CHECK(json["reply"].is_null());
  CHECK(json["home"].is_null());
  CHECK(json["status"] == "indeterminate");
}

TEST_CASE("a history of the findings holds the operations that their examples name") {
  const SampleRun sample;
  const sim::EngineResult& dynomite = sample.result.engines.back();
  const std::string lines = history_lines(dynomite, HistoryLevel::kFindings);
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
  CHECK(lines.find("\"operation\":16,") == std::string::npos);
  CHECK(lines.find("\"operation\":17,") != std::string::npos);
  const std::string full = history_lines(dynomite, HistoryLevel::kFull);
  CHECK(std::count(full.begin(), full.end(), '\n') == 3);
  CHECK(history_lines(dynomite, HistoryLevel::kNone).empty());
}

TEST_CASE("findings come one a line, engines in the order of the plan") {
  const SampleRun sample;
  const std::string lines = findings_lines(sample.input());
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 3);
  CHECK(lines.find("\"dynomite\"") < lines.find("\"last_write_wins\""));
}

}  // namespace faultline::reports

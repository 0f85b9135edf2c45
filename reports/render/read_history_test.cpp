#include "reports/render/read_history.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "reports/render/json_values.h"
#include "reports/sample_run.h"

using namespace faultline::reports;
namespace engine = faultline::engine;
namespace sim = faultline::sim;

namespace {

// Written, read and written once more.
void check_comes_back(const sim::OperationRecord& record) {
  const nlohmann::ordered_json written = history_json(record);
  const auto read = read_history_line(written);
  REQUIRE(read);
  CHECK(history_json(*read) == written);
  CHECK(read->command == record.command);
  CHECK(read->outcome == record.outcome);
}

}  // namespace

TEST_CASE("a line of a history comes back as it was written, whatever bytes and replies it has") {
  sim::OperationRecord record = sample_operation(17, "eu-west", {"SADD", kRawKey, kHostileKey});
  check_comes_back(record);
  record.reply = engine::bulk_reply(engine::Bytes(kRawKey));
  check_comes_back(record);
  record.reply = engine::Reply{std::vector<engine::Reply>{
      engine::nil_reply(), engine::integer_reply(-3), engine::bulk_reply("x"),
      engine::Reply{std::vector<engine::Reply>{}}}};
  check_comes_back(record);
  record.outcome = engine::output::Outcome::kFailed;
  record.reply = engine::error_reply("WRONGTYPE no");
  check_comes_back(record);
  record.outcome = engine::output::Outcome::kIndeterminate;
  record.reply.reset();
  record.return_ns.reset();
  record.home.clear();
  check_comes_back(record);
}

TEST_CASE("an answered nil is told from no answer") {
  sim::OperationRecord record = sample_operation(1, "eu-west", {"GET", "k"});
  record.reply = engine::nil_reply();
  CHECK(read_history_line(history_json(record))->reply == engine::nil_reply());
  record.outcome = engine::output::Outcome::kIndeterminate;
  record.reply.reset();
  CHECK_FALSE(read_history_line(history_json(record))->reply);
}

TEST_CASE("a file of lines is read whole, and not at all if one is damaged") {
  const std::string line =
      json_text(history_json(sample_operation(1, "eu-west", {"GET", "k"})), -1) + "\n";
  CHECK(read_history(line + line)->size() == 2);
  CHECK(read_history("")->empty());
  CHECK_FALSE(read_history(line + "{}\n"));
  CHECK_FALSE(read_history(line + "\n" + line));
  CHECK_FALSE(read_history(line.substr(0, line.size() / 2)));
}

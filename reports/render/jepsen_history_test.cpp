#include "reports/render/jepsen_history.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "reports/sample_run.h"

using namespace faultline::reports;
namespace engine = faultline::engine;
namespace sim = faultline::sim;
using engine::output::Outcome;

namespace {

struct Asked {
  std::string client = "c1";
  std::int64_t from_ns = 0;
  std::optional<std::int64_t> to_ns = 5;
  Outcome outcome = Outcome::kOk;
  std::optional<engine::Reply> reply = engine::ok_reply();
};

sim::OperationRecord jepsen_record(std::uint64_t number, engine::Arguments command, Asked asked) {
  sim::OperationRecord operation = sample_operation(number, "eu", std::move(command));
  operation.client = asked.client;
  operation.invoke_ns = asked.from_ns;
  operation.return_ns = asked.to_ns;
  operation.outcome = asked.outcome;
  operation.reply = asked.reply;
  return operation;
}

using Records = std::vector<sim::OperationRecord>;

// Each line without what says whose operation it was.
std::vector<std::string> jepsen_lines(const Records& history,
                                      const std::optional<engine::Bytes>& key = {}) {
  std::istringstream text(jepsen_history(history, key));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);)
    lines.push_back(line.substr(0, line.find(", :operation ")));
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("reads and writes of strings are transactions of micro-operations") {
  const Lines lines =
      jepsen_lines({jepsen_record(1, {"SET", "k", "v\n"}, {.to_ns = 5}),
                    jepsen_record(2, {"get", "k"},
                                  {.from_ns = 6, .to_ns = 9, .reply = engine::bulk_reply("v\n")})});
  CHECK(lines ==
        Lines{R"({:index 0, :type :invoke, :process 0, :f :txn, :value [[:w "k" "v\n"]], :time 0)",
              R"({:index 1, :type :ok, :process 0, :f :txn, :value [[:w "k" "v\n"]], :time 5)",
              R"({:index 2, :type :invoke, :process 0, :f :txn, :value [[:r "k" nil]], :time 6)",
              R"({:index 3, :type :ok, :process 0, :f :txn, :value [[:r "k" "v\n"]], :time 9)"});
}

TEST_CASE("commands that read and write several strings are one transaction") {
  const auto ok = [](engine::Arguments command, engine::Reply reply) {
    return jepsen_lines({jepsen_record(1, std::move(command), {.reply = std::move(reply)})})[1];
  };
  CHECK(has(ok({"MSET", "a", "1", "b", "2"}, engine::ok_reply()),
            R"(:f :txn, :value [[:w "a" "1"] [:w "b" "2"]])"));
  CHECK(has(ok({"MGET", "a", "b"}, engine::Reply{std::vector<engine::Reply>{engine::bulk_reply("1"),
                                                                            engine::nil_reply()}}),
            R"(:value [[:r "a" "1"] [:r "b" nil]])"));
  CHECK(has(ok({"GETSET", "a", "2"}, engine::bulk_reply("1")),
            R"(:value [[:r "a" "1"] [:w "a" "2"]])"));
}

TEST_CASE("other commands are named after themselves, with what they were answered") {
  const Lines lines =
      jepsen_lines({jepsen_record(1, {"SADD", "cart", "milk"}, {.reply = engine::integer_reply(1)}),
                    jepsen_record(2, {"SET", "k", "v", "NX"}, {.from_ns = 6, .to_ns = 7}),
                    jepsen_record(3, {"BAD }", "k"}, {.from_ns = 8, .to_ns = 9})});
  CHECK(has(lines[0], R"(:f :sadd, :value ["cart" "milk"], :time 0)"));
  CHECK(has(lines[1], R"(:f :sadd, :value ["cart" "milk"], :time 5, :reply 1)"));
  CHECK(has(lines[2], R"(:f :set, :value ["k" "v" "NX"])"));
  CHECK(has(lines[4], R"(:f :command, :value ["BAD }" "k"])"));
}

TEST_CASE("of one key alone strings are the register that Knossos knows") {
  const Records history = {jepsen_record(1, {"SET", "k", "v"}, {}),
                           jepsen_record(2, {"GET", "other"}, {.from_ns = 6, .to_ns = 7}),
                           jepsen_record(3, {"MGET", "other", "k"},
                                         {.from_ns = 8,
                                          .to_ns = 9,
                                          .reply = engine::Reply{std::vector<engine::Reply>{
                                              engine::nil_reply(), engine::bulk_reply("v")}}}),
                           jepsen_record(4, {"GETSET", "k", "w"}, {.from_ns = 10, .to_ns = 11})};
  const Lines lines = jepsen_lines(history, engine::Bytes("k"));
  REQUIRE(lines.size() == 6);
  CHECK(has(lines[1], R"(:type :ok, :process 0, :f :write, :value "v", :time 5)"));
  CHECK(has(lines[2], ":f :read, :value nil, :time 8"));
  CHECK(has(lines[3], R"(:f :read, :value "v", :time 9)"));
  CHECK(has(lines[4], R"(:f :getset, :value ["k" "w"])"));
}

TEST_CASE("a process that does not know what became of its operation is followed by another") {
  const Lines lines = jepsen_lines(
      {jepsen_record(1, {"GET", "k"}, {.outcome = Outcome::kIndeterminate, .reply = std::nullopt}),
       jepsen_record(2, {"GET", "k"}, {.client = "c2", .from_ns = 1, .to_ns = 4}),
       jepsen_record(3, {"GET", "k"},
                     {.from_ns = 6,
                      .to_ns = 7,
                      .outcome = Outcome::kFailed,
                      .reply = engine::error_reply("ERR no")})});
  REQUIRE(lines.size() == 6);
  CHECK(has(lines[0], ":type :invoke, :process 0,"));
  CHECK(has(lines[1], ":type :invoke, :process 1,"));
  CHECK(has(lines[3], R"(:type :info, :process 0, :f :txn, :value [[:r "k" nil]], :time 5)"));
  CHECK(has(lines[4], ":type :invoke, :process 2,"));
  CHECK(
      has(lines[5],
          R"(:type :fail, :process 2, :f :txn, :value [[:r "k" nil]], :time 7, :error "ERR no")"));
}

TEST_CASE("what never returned is unknown at the end, and each invocation has one completion") {
  const Lines lines = jepsen_lines(
      {jepsen_record(
           1, {"GET", "k"},
           {.to_ns = std::nullopt, .outcome = Outcome::kIndeterminate, .reply = std::nullopt}),
       jepsen_record(2, {"GET", "k"}, {.from_ns = 3, .to_ns = 9})});
  REQUIRE(lines.size() == 4);
  CHECK(has(lines[1], ":type :invoke, :process 1,"));  // one process does one thing at a time
  CHECK(has(lines[3], ":index 3, :type :info, :process 0,"));
  CHECK(has(lines[3], ":time 9"));
}

TEST_CASE("who returns as another client asks is concurrent with it") {
  const Lines lines =
      jepsen_lines({jepsen_record(1, {"GET", "k"}, {.to_ns = 5}),
                    jepsen_record(2, {"GET", "k"}, {.client = "c2", .from_ns = 5, .to_ns = 6}),
                    jepsen_record(3, {"GET", "k"}, {.from_ns = 6, .to_ns = 6})});
  REQUIRE(lines.size() == 6);
  CHECK(has(lines[1], ":type :invoke, :process 1,"));
  CHECK(has(lines[2], ":type :ok, :process 0,"));
  CHECK(has(lines[3], ":type :invoke, :process 0,"));
}

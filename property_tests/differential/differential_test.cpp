// Our plain Redis against a real one: random programs, every reply compared.

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <sstream>

#include "property_tests/differential/program.h"

namespace faultline::differential {
namespace {

// What the commands that the engine does not have would compare is one error.
bool engine_has(std::string_view command) {
  return engine::find_command(command) != nullptr;
}

// OBJECT tells of encodings.
bool engine_has_but_object(std::string_view command) {
  return command != "OBJECT" && engine_has(command);
}

// Of that many commands; the seed is that of RC_PARAMS.
rc::detail::TestResult run_programs(Sides& sides, const Grammar& grammar, int commands,
                                    Program* last_failed = nullptr) {
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = commands / static_cast<int>(kProgramLength);
  const auto property = [&] {
    const Program program = *programs(grammar).as("program");
    const Verdict verdict = run_on_both(sides, program);
    if (verdict && last_failed != nullptr) *last_failed = program;
    if (verdict) RC_FAIL(*verdict);
  };
  return rc::detail::checkTestable(property, rc::detail::TestMetadata(), params);
}

// Answers how often each deliberate difference was met.
std::map<std::string_view, std::uint64_t> agree(int commands, Encodings encodings) {
  RedisServer redis(encodings);
  PlainModel model;
  Sides sides{model, redis};
  const Grammar grammar(encodings == Encodings::kUsual ? engine_has : engine_has_but_object);
  const auto result = run_programs(sides, grammar, commands);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  INFO(message.str());
  REQUIRE(result.is<rc::detail::SuccessResult>());
  return sides.excused;
}

void expect_agreement(int commands) {
  auto usual = agree(commands / 2, Encodings::kUsual);
  auto early = agree(commands / 2, Encodings::kEarlyGeneral);
  for (const DeliberateDifference& difference : deliberate_differences()) {
    INFO("stale: " << difference.what);
    CHECK(usual[difference.what] + early[difference.what] > 0);
  }
}

TEST_CASE("200,000 commands are answered as a real Redis 7.0 answers them") {
  expect_agreement(200'000);
}

TEST_CASE("20 million commands are answered as a real Redis 7.0 answers them", "[.soak]") {
  expect_agreement(20'000'000);
}

// Wrong from the third member on.
class MiscountingModel final : public PlainModel {
  engine::Reply answer(const engine::Arguments& arguments, engine::Effects& effects) override {
    engine::Reply reply = PlainModel::answer(arguments, effects);
    if (arguments[0].view() != "SCARD") return reply;
    if (auto* count = std::get_if<std::int64_t>(&reply.value); count != nullptr && *count > 2)
      ++*count;
    return reply;
  }
};

TEST_CASE("a wrong reply is found and its program shrinks to a few commands") {
  RedisServer redis;
  MiscountingModel model;
  Sides sides{model, redis};
  const Grammar grammar([](std::string_view command) {
    return command == "SADD" || command == "SREM" || command == "SCARD" || command == "DEL";
  });
  Program smallest;
  const auto result = run_programs(sides, grammar, 20'000, &smallest);
  REQUIRE(result.is<rc::detail::FailureResult>());
  std::ostringstream shown;
  shown << smallest;
  INFO(shown.str());
  REQUIRE(smallest.steps.size() >= 2);
  CHECK(smallest.steps.size() <= 3);
  CHECK(smallest.steps.back().arguments[0] == "SCARD");
}

// Answers right and forgets: no reply shows it but that of a later command.
class ForgetfulModel final : public PlainModel {
  engine::Reply answer(const engine::Arguments& arguments, engine::Effects& effects) override {
    engine::Reply reply = PlainModel::answer(arguments, effects);
    if (arguments[0].view() == "APPEND") effects = engine::Effects();
    return reply;
  }
};

// Another real server, with other seeds of its hash tables, in place of ours.
class ServerModel final : public Model {
 public:
  [[nodiscard]] bool knows(std::string_view /*command*/) const override { return true; }
  [[nodiscard]] engine::Reply run(const engine::Arguments& arguments) override {
    return redis_.run(arguments);
  }
  void set_time(engine::WallTime now) override { redis_.set_time(now); }
  void clear() override { (void)redis_.run({"FLUSHALL"}); }
  [[nodiscard]] std::vector<engine::Bytes> keys() override {
    std::vector<engine::Bytes> keys;
    const engine::Reply reply = redis_.run({"KEYS", "*"});
    for (const engine::Reply& key : std::get<std::vector<engine::Reply>>(reply.value))
      keys.push_back(std::get<engine::Bytes>(key.value));
    return keys;
  }
  [[nodiscard]] std::string type_of(const engine::Bytes& key) override {
    return std::string(std::get<engine::Status>(redis_.run({"TYPE", key}).value).text.view());
  }

 private:
  RedisServer redis_{Encodings::kEarlyGeneral};
};

TEST_CASE("two real servers agree on every command that has a grammar") {
  RedisServer redis(Encodings::kEarlyGeneral);
  ServerModel other;
  Sides sides{other, redis};
  const Grammar grammar([](std::string_view) { return true; });
  const auto result = run_programs(sides, grammar, 100'000);
  std::ostringstream message;
  rc::detail::printResultMessage(result, message);
  INFO(message.str());
  CHECK(result.is<rc::detail::SuccessResult>());
}

TEST_CASE("what is left in the keys at the end of a program is compared as well") {
  RedisServer redis;
  ForgetfulModel model;
  Sides sides{model, redis};
  const Program program{{{{}, {"SET", "k", "v"}}, {{}, {"APPEND", "k", "w"}}}};
  const Verdict verdict = run_on_both(sides, program);
  REQUIRE(verdict);
  CHECK(verdict->find("then GET k") != std::string::npos);
  CHECK(run_on_both(sides, Program{{{{}, {"SET", "k", "v"}}}}) == std::nullopt);
}

TEST_CASE("the server lives by the clock of the test") {
  RedisServer redis;
  const engine::WallTime start{std::chrono::milliseconds(kStartMilliseconds)};
  redis.set_time(start);
  CHECK(redis.run({"SET", "k", "v", "PX", "5"}) == engine::ok_reply());
  CHECK(redis.run({"PEXPIRETIME", "k"}) == engine::integer_reply(kStartMilliseconds + 5));
  redis.set_time(start + std::chrono::milliseconds(5));
  CHECK(redis.run({"GET", "k"}) == engine::bulk_reply("v"));
  redis.set_time(start + std::chrono::milliseconds(6));
  CHECK(redis.run({"DBSIZE"}) == engine::integer_reply(1));
  CHECK(redis.run({"GET", "k"}) == engine::nil_reply());
}

}  // namespace
}  // namespace faultline::differential

#include "property_tests/differential/grammar.h"

#include <catch2/catch.hpp>

#include <set>
#include <stdexcept>

#include "engine/commands/command.h"
#include "property_tests/differential/printing.h"
#include "property_tests/differential/redis_server.h"

namespace faultline::differential {
namespace {

bool all(std::string_view /*command*/) {
  return true;
}

std::string drawn(std::string_view form, std::uint64_t seed) {
  engine::Prng prng(seed);
  Draw draw{prng, KeyType::kString, {}};
  draw_parts(parse_form(form), draw);
  return readable(draw.arguments);
}

std::set<std::string> all_drawn(std::string_view form) {
  std::set<std::string> commands;
  for (std::uint64_t seed = 0; seed < 500; ++seed) commands.insert(drawn(form, seed));
  return commands;
}

TEST_CASE("a form's choices, options and repetitions are all drawn") {
  CHECK(all_drawn("GET A") == std::set<std::string>{"GET A"});
  CHECK(all_drawn("BITOP (AND|OR) X") == std::set<std::string>{"BITOP AND X", "BITOP OR X"});
  const auto options = all_drawn("SET [NX|XX] [EX 10]");
  for (const char* each : {"SET", "SET NX", "SET XX", "SET EX 10", "SET NX EX 10", "SET EX 10 XX"})
    CHECK(options.contains(each));
  const auto repeated = all_drawn("MSET (K V)+");
  CHECK(repeated.contains("MSET K V"));
  CHECK(repeated.contains("MSET K V K V K V"));
  CHECK_FALSE(repeated.contains("MSET"));
  const auto any = all_drawn("GEOPOS M*");
  CHECK(any.contains("GEOPOS"));
  CHECK(any.contains("GEOPOS M M"));
}

TEST_CASE("a form that is none is refused") {
  for (const char* form : {"", "GET [A", "GET A]", "GET (A|B", "GET no-such-argument", "GET +"}) {
    INFO(form);
    CHECK_THROWS_AS(parse_form(form), std::invalid_argument);
  }
}

TEST_CASE("every command of the engine that is about keys has a grammar") {
  std::set<std::string_view> commands;
  const Grammar grammar(all);
  for (const Grammar::Group& group : grammar.groups())
    for (const Grammar::Entry& entry : group.entries) commands.insert(entry.command);
  for (const engine::CommandKind& kind : engine::command_kinds()) {
    if (kind.type == "connection") continue;
    INFO(kind.name);
    CHECK(commands.contains(kind.name));
  }
}

// A form that Redis never takes would compare nothing but errors.
TEST_CASE("a real Redis knows every form and takes it now and then") {
  constexpr int kRounds = 1000;
  RedisServer redis;
  const Grammar grammar(all);
  engine::Prng prng(1);
  std::set<std::string_view> wanting;
  for (const Grammar::Group& group : grammar.groups())
    for (const Grammar::Entry& entry : group.entries) wanting.insert(entry.text);
  for (int round = 0; round < kRounds && !wanting.empty(); ++round) {
    if (round % 20 == 0) (void)redis.run({"FLUSHALL"});
    for (const Grammar::Group& group : grammar.groups()) {
      for (const Grammar::Entry& entry : group.entries) {
        const engine::Arguments arguments = Grammar::draw_form(group, entry, prng);
        const engine::Reply reply = redis.run(arguments);
        if (!reply.is_error()) wanting.erase(entry.text);
        if (reply.is_error() && readable(reply).find("unknown command") != std::string::npos)
          FAIL(readable(arguments) << ": " << readable(reply));
      }
    }
  }
  wanting.erase("MOVE key database");  // there is one database, as the engine has one
  for (const std::string_view text : wanting) FAIL_CHECK("never taken: " << text);
}

}  // namespace
}  // namespace faultline::differential

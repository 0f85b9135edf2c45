#include <catch2/catch.hpp>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {

TEST_CASE("PING answers PONG, or what it was given") {
  PlainRedis redis;
  CHECK(redis.ask("PING") == "PONG");
  CHECK(redis.ask("ping hello") == "\"hello\"");
  CHECK(redis.ask("PING a b") == "(error) ERR wrong number of arguments for 'ping' command");
}

TEST_CASE("a command about the connection names no key") {
  const Arguments command = {"PING", "k"};
  CHECK(keys_of(*find_command("PING"), command).empty());
  CHECK(units_of(*find_command("PING"), command).empty());
}

}  // namespace faultline::engine

// Replies and errors are those of a real Redis 7.0.15, letter for letter; keys come sorted.

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {

TEST_CASE("KEYS lists the keys that match a pattern") {
  PlainRedis redis;
  CHECK(redis.ask("KEYS *") == "[]");
  redis.ask("MSET k1 1 k2 2 [a 3");
  redis.ask("SADD k3 x");
  CHECK(redis.ask("KEYS *") == "[\"[a\", \"k1\", \"k2\", \"k3\"]");
  CHECK(redis.ask("KEYS k[^2]") == "[\"k1\", \"k3\"]");
  CHECK(redis.ask("KEYS [a") == "[]");
  CHECK(redis.ask("KEYS \\[a") == "[\"[a\"]");
  CHECK(redis.run({"KEYS", ""}) == "[]");
}

TEST_CASE("keys that have expired are none of all keys") {
  PlainRedis redis;
  redis.ask("SET k v EX 1");
  redis.advance(std::chrono::milliseconds(1001));
  CHECK(redis.ask("KEYS *") == "[]");
  CHECK(redis.ask("DBSIZE") == "(integer) 0");
  CHECK(redis.ask("RANDOMKEY") == "(nil)");
}

TEST_CASE("RANDOMKEY answers any key, DBSIZE how many there are") {
  PlainRedis redis;
  CHECK(redis.ask("RANDOMKEY") == "(nil)");
  CHECK(redis.ask("DBSIZE") == "(integer) 0");
  redis.ask("MSET a 1 b 2 c 3");
  CHECK(redis.ask("DBSIZE") == "(integer) 3");
  std::set<std::string> drawn;
  for (int i = 0; i < 100; ++i) drawn.insert(redis.ask("RANDOMKEY"));
  CHECK(drawn == std::set<std::string>{"\"a\"", "\"b\"", "\"c\""});
}

TEST_CASE("commands about all keys name none, and write nothing") {
  for (const char* name : {"KEYS", "RANDOMKEY", "DBSIZE", "SCAN"}) {
    const CommandKind& kind = *find_command(name);
    CHECK(kind.scope == Scope::kAll);
    CHECK(keys_of(kind, {name, "k"}).empty());
    CHECK(kind.access == Access::kRead);
    CHECK(kind.chooses == (kind.name == "RANDOMKEY"));
  }
}

TEST_CASE("commands about all keys with a wrong number of arguments") {
  PlainRedis redis;
  CHECK(redis.ask("KEYS") == wrong_count("keys"));
  CHECK(redis.ask("KEYS a b") == wrong_count("keys"));
  CHECK(redis.ask("RANDOMKEY a") == wrong_count("randomkey"));
  CHECK(redis.ask("DBSIZE a") == wrong_count("dbsize"));
}

}  // namespace faultline::engine

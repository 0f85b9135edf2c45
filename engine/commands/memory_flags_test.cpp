#include "engine/commands/memory_flags.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace faultline::engine {
namespace {

// The writes of our table that a redis-server 7.0.15 runs when it is out of memory.
const std::set<std::string_view> kShrinking = {
    "DEL",     "EXPIRE",         "EXPIREAT",        "GETDEL",          "GETEX",    "HDEL",
    "PERSIST", "PEXPIRE",        "PEXPIREAT",       "RENAME",          "RENAMENX", "SMOVE",
    "SPOP",    "SREM",           "UNLINK",          "ZMPOP",           "ZPOPMAX",  "ZPOPMIN",
    "ZREM",    "ZREMRANGEBYLEX", "ZREMRANGEBYRANK", "ZREMRANGEBYSCORE"};

TEST_CASE("out of memory refuses the writes that Redis refuses and runs the others") {
  for (const CommandKind& kind : command_kinds()) {
    INFO(kind.name);
    const bool denied = denied_out_of_memory({Bytes(kind.name), "k"});
    if (kind.access == Access::kWrite)
      CHECK(denied == !kShrinking.contains(kind.name));
    else
      CHECK(denied == (kind.name == "SORT"));  // which may store
  }
  CHECK(denied_out_of_memory({"set", "k", "v"}));
  CHECK_FALSE(denied_out_of_memory({"NOSUCH", "k"}));
  CHECK_FALSE(denied_out_of_memory({}));
}

TEST_CASE("a command accesses the keys that it names unless it only looks at them") {
  CHECK(accessed_keys({"MGET", "a", "b"}) == std::vector<Bytes>{"a", "b"});
  CHECK(accessed_keys({"expire", "a", "10"}) == std::vector<Bytes>{"a"});
  CHECK(accessed_keys({"TTL", "a"}).empty());
  CHECK(accessed_keys({"EXISTS", "a", "b"}).empty());
  CHECK(accessed_keys({"KEYS", "*"}).empty());
  CHECK(accessed_keys({}).empty());
}

}  // namespace
}  // namespace faultline::engine

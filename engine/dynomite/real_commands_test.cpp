#include "engine/dynomite/real_commands.h"

#include <catch2/catch.hpp>

using namespace faultline::engine;
using namespace faultline::engine::dynomite;

TEST_CASE("the real parser knows its commands in any case, and no others") {
  for (const char* name :
       {"GET", "get", "sUnIoNsToRe", "DYNO_CONFIG:CONN_CONSISTENCY", "ZUNIONSTORE"})
    CHECK(real_program_knows(name));
  for (const char* name : {"", "GE", "GETDEL", "FLUSHALL", "UNLINK", "HSTRLEN", "MULTI", "XADD",
                           "RENAME", "A-NAME-LONGER-THAN-THIRTY-TWO-CHARACTERS"})
    CHECK_FALSE(real_program_knows(name));
}

TEST_CASE("the real parser wants the exact number of arguments of most commands") {
  CHECK(real_program_takes({"HSET", "h", "f", "v"}));
  CHECK_FALSE(real_program_takes({"HSET", "h", "f", "v", "g", "w"}));
  CHECK(real_program_takes({"LPOP", "l"}));
  CHECK_FALSE(real_program_takes({"LPOP", "l", "2"}));
  CHECK(real_program_takes({"SET", "k", "v", "EX", "10"}));
  CHECK(real_program_takes({"MSET", "a", "1", "b", "2"}));
  CHECK_FALSE(real_program_takes({"MSET", "a", "1", "b"}));
  CHECK(real_program_takes({"DEL", "a", "b", "c"}));
  CHECK_FALSE(real_program_takes({"PING", "hello"}));
  CHECK_FALSE(real_program_takes({}));
}

TEST_CASE("unknown commands and wrong shapes are not taken") {
  CHECK(taken_command({}) == nullptr);
  CHECK(taken_command({"NOSUCH"}) == nullptr);
  CHECK(taken_command({"GET", "a", "b"}) == nullptr);
  CHECK(taken_command({"MSET", "a", "1", "b"}) == nullptr);
  CHECK(taken_command({"mset", "a", "1", "b", "2"}) != nullptr);
  CHECK(taken_command({"GEOADD", "k", "1", "2"}) != nullptr);  // Redis refuses it, and answers
  CHECK(taken_command({"SADD", "k"}) != nullptr);
}

TEST_CASE("a node takes no command that the real program refuses, though our table knows it") {
  for (const CommandKind& kind : command_kinds()) {
    Arguments command(static_cast<std::size_t>(kind.arity < 0 ? -kind.arity : kind.arity), "1");
    command[0] = kind.name;
    if (!real_program_takes(command)) CHECK(taken_command(command) == nullptr);
  }
}

TEST_CASE("commands go where the real program's flags send them, wrong ones too") {
  const auto kind = [](std::string_view name, Access access) {
    return CommandKind{name, "", 2, access, kFirstKey, nullptr};
  };
  CHECK(routed_as(kind("SUNIONSTORE", Access::kWrite)) == Access::kRead);
  CHECK(routed_as(kind("GEORADIUS", Access::kWrite)) == Access::kRead);
  CHECK(routed_as(kind("SINTERSTORE", Access::kWrite)) == Access::kWrite);
  CHECK(routed_as(kind("TTL", Access::kRead)) == Access::kWrite);
  CHECK(routed_as(kind("PTTL", Access::kRead)) == Access::kRead);
}

TEST_CASE("what is asked of whole collections goes to one replica") {
  for (const char* name : {"HGETALL", "HKEYS", "HVALS", "HSCAN", "SSCAN", "ZSCAN"})
    CHECK(asks_one_replica(*find_command(name)));
  CHECK_FALSE(asks_one_replica(*find_command("HGET")));
}

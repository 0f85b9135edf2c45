// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kNoFrequency =
    "(error) ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please "
    "note that when switching between policies at runtime LRU and LFU data will take some time to "
    "adjust.";

std::string encoding_after(const Arguments& command) {
  PlainRedis redis;
  redis.run(command);
  return redis.run({"OBJECT", "ENCODING", command[1]});
}

// A set of as many integers.
std::string encoding_of_integers(int count) {
  Arguments command = {"SADD", "k"};
  for (int i = 0; i < count; ++i) command.push_back(std::to_string(i));
  return encoding_after(command);
}

std::string encoding_of(const Change& change) {
  PlainRedis redis;
  redis.apply("k", change);
  return redis.ask("OBJECT ENCODING k");
}

}  // namespace

TEST_CASE("strings are int, embstr up to 44 bytes, or raw") {
  CHECK(encoding_after({"SET", "k", "9223372036854775807"}) == "\"int\"");
  CHECK(encoding_after({"SET", "k", "-9223372036854775808"}) == "\"int\"");
  CHECK(encoding_after({"SET", "k", "9223372036854775808"}) == "\"embstr\"");
  CHECK(encoding_after({"SET", "k", "00"}) == "\"embstr\"");
  CHECK(encoding_after({"SET", "k", ""}) == "\"embstr\"");
  CHECK(encoding_after({"SET", "k", std::string(44, 'a')}) == "\"embstr\"");
  CHECK(encoding_after({"SET", "k", std::string(45, 'a')}) == "\"raw\"");
}

TEST_CASE("sets are intsets up to 512 integers") {
  CHECK(encoding_after({"SADD", "k", "1", "-2"}) == "\"intset\"");
  CHECK(encoding_after({"SADD", "k", "1", "a"}) == "\"hashtable\"");
  CHECK(encoding_after({"SADD", "k", "01"}) == "\"hashtable\"");
  CHECK(encoding_of_integers(512) == "\"intset\"");
  CHECK(encoding_of_integers(513) == "\"hashtable\"");
}

TEST_CASE("hashes and sorted sets are listpacks up to 128 entries of 64 bytes") {
  hash::Fields fields;
  sorted_set::Scores scores;
  for (int i = 0; i < 128; ++i) {
    fields[std::to_string(i)] = "v";
    scores[std::to_string(i)] = 1;
  }
  CHECK(encoding_of(hash::Assign{fields, {}}) == "\"listpack\"");
  CHECK(encoding_of(sorted_set::Assign{scores, {}}) == "\"listpack\"");
  fields["128"] = "v";
  scores["128"] = 1;
  CHECK(encoding_of(hash::Assign{fields, {}}) == "\"hashtable\"");
  CHECK(encoding_of(sorted_set::Assign{scores, {}}) == "\"skiplist\"");
  const std::string most(64, 'a');
  CHECK(encoding_of(hash::Assign{{{most, most}}, {}}) == "\"listpack\"");
  CHECK(encoding_of(hash::Assign{{{most, most + "a"}}, {}}) == "\"hashtable\"");
  CHECK(encoding_of(hash::Assign{{{most + "a", most}}, {}}) == "\"hashtable\"");
  CHECK(encoding_of(sorted_set::Assign{{{most, 1}}, {}}) == "\"listpack\"");
  CHECK(encoding_of(sorted_set::Assign{{{most + "a", 1}}, {}}) == "\"skiplist\"");
}

TEST_CASE("small integers are shared by uncounted many, everything else is held once") {
  PlainRedis redis;
  redis.ask("MSET a 0 b 9999 c 10000 d -1 e x");
  redis.ask("SADD s 5");
  CHECK(redis.ask("OBJECT REFCOUNT a") == "(integer) 2147483647");
  CHECK(redis.ask("OBJECT REFCOUNT b") == "(integer) 2147483647");
  for (const char* key : {"c", "d", "e", "s"})
    CHECK(redis.run({"OBJECT", "REFCOUNT", key}) == "(integer) 1");
}

TEST_CASE("OBJECT IDLETIME and FREQ answer as of a key just used and no LFU policy") {
  PlainRedis redis;
  redis.ask("SET k v");
  CHECK(redis.ask("object idletime k") == "(integer) 0");
  CHECK(redis.ask("OBJECT FREQ k") == kNoFrequency);
}

TEST_CASE("OBJECT answers nil for an absent key, and names its subcommands") {
  PlainRedis redis;
  for (const char* word : {"ENCODING", "REFCOUNT", "IDLETIME", "FREQ"}) {
    CHECK(redis.run({"OBJECT", word, "none"}) == "(nil)");
    CHECK(redis.run({"OBJECT", word}).find("wrong number of arguments for 'object|") !=
          std::string::npos);
  }
  CHECK(redis.ask("OBJECT") == wrong_count("object"));
  CHECK(redis.ask("OBJECT encoding a b") == wrong_count("object|encoding"));
  CHECK(redis.ask("OBJECT HELP a") == wrong_count("object|help"));
  CHECK(redis.ask("OBJECT foo k") == "(error) ERR unknown subcommand 'foo'. Try OBJECT HELP.");
  CHECK(redis.run({"OBJECT", std::string(200, 'a')}) ==
        "(error) ERR unknown subcommand '" + std::string(128, 'a') + "'. Try OBJECT HELP.");
  CHECK(redis.ask("OBJECT HELP")
            .starts_with("[OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, "
                         "ENCODING <key>, "));
}

TEST_CASE("OBJECT names its key after the subcommand") {
  const CommandKind& kind = *find_command("OBJECT");
  CHECK(keys_of(kind, {"OBJECT", "ENCODING", "k"}) == std::vector<Bytes>{"k"});
  CHECK(keys_of(kind, {"OBJECT", "HELP"}).empty());
}

}  // namespace faultline::engine

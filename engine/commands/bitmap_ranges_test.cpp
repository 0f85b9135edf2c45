// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

struct RangeCase {
  const char* line;
  const char* reply;
};

// 11111111 11110000 00000000
constexpr std::string_view kTwelveOnes("\xff\xf0\0", 3);

}  // namespace

TEST_CASE("BITCOUNT counts in ranges of bytes and of bits, from either end") {
  PlainRedis redis;
  redis.run({"SET", "k", kTwelveOnes});
  for (const RangeCase& each :
       {RangeCase{"BITCOUNT k", "(integer) 12"},
        {"BITCOUNT k 0 -1", "(integer) 12"},
        {"BITCOUNT k 1 1", "(integer) 4"},
        {"bitcount k -2 -1 byte", "(integer) 4"},
        {"BITCOUNT k 3 13 BIT", "(integer) 9"},
        {"BITCOUNT k 11 11 BIT", "(integer) 1"},
        {"BITCOUNT k 12 -1 BIT", "(integer) 0"},
        {"BITCOUNT k -14 -13 bit", "(integer) 2"},
        {"BITCOUNT k 3 13 BYTE", "(integer) 0"},
        {"BITCOUNT k 2 1", "(integer) 0"},
        {"BITCOUNT k 0 -100", "(integer) 8"},
        {"BITCOUNT k 0 -100 BIT", "(integer) 1"},
        {"BITCOUNT k -100 -50", "(integer) 8"},
        {"BITCOUNT k -50 -100", "(integer) 0"},
        {"BITCOUNT k -9223372036854775808 9223372036854775807 BIT", "(integer) 12"}}) {
    INFO(each.line);
    CHECK(redis.ask(each.line) == each.reply);
  }
}

TEST_CASE("BITCOUNT looks at the key first, then at its arguments from left to right") {
  PlainRedis redis;
  redis.run({"SET", "k", kTwelveOnes});
  redis.run({"SET", "empty", ""});
  redis.ask("SADD s a");
  CHECK(redis.ask("BITCOUNT none BOGUS") == "(integer) 0");
  CHECK(redis.ask("BITCOUNT s BOGUS") == kWrongType);
  CHECK(redis.ask("BITCOUNT empty") == "(integer) 0");
  CHECK(redis.ask("BITCOUNT empty 0 -1 BIT") == "(integer) 0");
  CHECK(redis.ask("BITCOUNT k 0") == kSyntax);
  CHECK(redis.ask("BITCOUNT k 0 -1 BIT BIT") == kSyntax);
  CHECK(redis.ask("BITCOUNT k 0 abc BOGUS") == kNotAnInteger);
  CHECK(redis.ask("BITCOUNT k 1.5 0") == kNotAnInteger);
  CHECK(redis.ask("BITCOUNT k 0 1 BOGUS") == kSyntax);
  CHECK(redis.ask("BITCOUNT k 0 -5 BOGUS") == kSyntax);
  CHECK(redis.ask("BITCOUNT k -1 -5 BOGUS") == "(integer) 0");
  CHECK(redis.ask("BITCOUNT") == wrong_count("bitcount"));
}

TEST_CASE("BITPOS finds the first bit in a range") {
  PlainRedis redis;
  redis.run({"SET", "k", kTwelveOnes});
  for (const RangeCase& each : {RangeCase{"BITPOS k 0", "(integer) 12"},
                                {"BITPOS k 1", "(integer) 0"},
                                {"BITPOS k 1 1", "(integer) 8"},
                                {"BITPOS k 0 2", "(integer) 16"},
                                {"BITPOS k 1 2", "(integer) -1"},
                                {"BITPOS k 0 100", "(integer) -1"},
                                {"BITPOS k 0 0 0", "(integer) -1"},
                                {"BITPOS k 0 0 11 BIT", "(integer) -1"},
                                {"bitpos k 0 0 12 bit", "(integer) 12"},
                                {"BITPOS k 0 -9 -1 BIT", "(integer) 15"},
                                {"BITPOS k 1 5 7 BIT", "(integer) 5"},
                                {"BITPOS k 1 12 -1 BIT", "(integer) -1"},
                                {"BITPOS k 1 -5 -10", "(integer) 0"},
                                {"BITPOS k 1 1 0 BYTE", "(integer) -1"}}) {
    INFO(each.line);
    CHECK(redis.ask(each.line) == each.reply);
  }
}

TEST_CASE("BITPOS finds a zero behind the value only where no end is given") {
  PlainRedis redis;
  redis.run({"SET", "k", "\xff\xff"});
  CHECK(redis.ask("BITPOS k 0") == "(integer) 16");
  CHECK(redis.ask("BITPOS k 0 1") == "(integer) 16");
  CHECK(redis.ask("BITPOS k 0 2") == "(integer) -1");
  CHECK(redis.ask("BITPOS k 0 0 -1") == "(integer) -1");
  CHECK(redis.ask("BITPOS k 0 1 -1 BIT") == "(integer) -1");
  CHECK(redis.ask("BITPOS none 0") == "(integer) 0");
  CHECK(redis.ask("BITPOS none 1") == "(integer) -1");
  redis.run({"SET", "empty", ""});
  CHECK(redis.ask("BITPOS empty 0") == "(integer) -1");
  CHECK(redis.ask("BITPOS empty 1") == "(integer) -1");
  CHECK(redis.ask("BITPOS empty 0 0") == "(integer) -1");
}

TEST_CASE("BITPOS looks at the bit, then at the key, then at its range") {
  PlainRedis redis;
  redis.ask("SET k a");
  redis.ask("SADD s a");
  CHECK(redis.ask("BITPOS s 2") == "(error) ERR The bit argument must be 1 or 0.");
  CHECK(redis.ask("BITPOS none -1") == "(error) ERR The bit argument must be 1 or 0.");
  CHECK(redis.ask("BITPOS s abc") == kNotAnInteger);
  CHECK(redis.ask("BITPOS s 0 BOGUS") == kWrongType);
  CHECK(redis.ask("BITPOS none 0 BOGUS") == "(integer) 0");
  CHECK(redis.ask("BITPOS k 1 abc 0 BOGUS") == kNotAnInteger);
  CHECK(redis.ask("BITPOS k 1 0 abc BOGUS") == kSyntax);
  CHECK(redis.ask("BITPOS k 1 0 abc BIT") == kNotAnInteger);
  CHECK(redis.ask("BITPOS k 1 0 1 BIT BIT") == kSyntax);
  CHECK(redis.ask("BITPOS k") == wrong_count("bitpos"));
}

}  // namespace faultline::engine

// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {

TEST_CASE("LCS answers the subsequence, its length, or where its runs lie from the end") {
  PlainRedis redis;
  redis.ask("MSET a ohmytext b mynewtext");
  CHECK(redis.ask("LCS a b") == "\"mytext\"");
  CHECK(redis.ask("LCS a b LEN") == "(integer) 6");
  CHECK(redis.ask("lcs a b idx") ==
        "[\"matches\", [[[(integer) 4, (integer) 7], [(integer) 5, (integer) 8]], "
        "[[(integer) 2, (integer) 3], [(integer) 0, (integer) 1]]], \"len\", (integer) 6]");
  CHECK(redis.ask("LCS a b IDX WITHMATCHLEN MINMATCHLEN 4") ==
        "[\"matches\", [[[(integer) 4, (integer) 7], [(integer) 5, (integer) 8], (integer) 4]], "
        "\"len\", (integer) 6]");
  CHECK(redis.ask("LCS a b MINMATCHLEN 5 IDX") == "[\"matches\", [], \"len\", (integer) 6]");
}

TEST_CASE("of several longest subsequences LCS takes the one of Redis") {
  PlainRedis redis;
  redis.ask("MSET a abcbdab b bdcaba");
  CHECK(redis.ask("LCS a b") == "\"bdab\"");
  CHECK(redis.ask("LCS b a") == "\"bcba\"");
  CHECK(redis.ask("LCS a b IDX") ==
        "[\"matches\", [[[(integer) 5, (integer) 6], [(integer) 3, (integer) 4]], "
        "[[(integer) 3, (integer) 4], [(integer) 0, (integer) 1]]], \"len\", (integer) 4]");
  redis.ask("MSET a ab b ba");
  CHECK(redis.ask("LCS a b") == "\"b\"");
}

TEST_CASE("an absent key is an empty string to LCS") {
  PlainRedis redis;
  redis.ask("SET a x");
  CHECK(redis.ask("LCS a none") == "\"\"");
  CHECK(redis.ask("LCS none none LEN") == "(integer) 0");
  CHECK(redis.ask("LCS none a IDX") == "[\"matches\", [], \"len\", (integer) 0]");
  CHECK(redis.ask("LCS a a IDX") ==
        "[\"matches\", [[[(integer) 0, (integer) 0], [(integer) 0, (integer) 0]]], \"len\", "
        "(integer) 1]");
}

TEST_CASE("LCS compares bytes") {
  PlainRedis redis;
  redis.run({"SET", "a", std::string_view("\0\xff\0", 3)});
  redis.run({"SET", "b", std::string_view("\xff\0\xfe", 3)});
  CHECK(redis.ask("LCS a b") == std::string("\"\xff\0\"", 4));
}

TEST_CASE("LCS looks at the keys, then at its options from left to right") {
  PlainRedis redis;
  redis.ask("SADD s a");
  redis.ask("SET a abc");
  for (const char* line : {"LCS a s", "LCS s a BOGUS", "LCS none s LEN IDX"})
    CHECK(redis.ask(line) == "(error) ERR The specified keys must contain string values");
  CHECK(redis.ask("LCS a a BOGUS") == kSyntax);
  CHECK(redis.ask("LCS a a LEN IDX MINMATCHLEN") == kSyntax);
  CHECK(redis.ask("LCS a a MINMATCHLEN abc BOGUS") == kNotAnInteger);
  CHECK(redis.ask("LCS a a BOGUS MINMATCHLEN abc") == kSyntax);
  CHECK(redis.ask("LCS a a IDX LEN") ==
        "(error) ERR If you want both the length and indexes, please just use IDX.");
  CHECK(redis.ask("LCS a a MINMATCHLEN -5") == "\"abc\"");
  CHECK(redis.ask("LCS a a MINMATCHLEN 9 WITHMATCHLEN LEN") == "(integer) 3");
  CHECK(redis.ask("LCS a") == wrong_count("lcs"));
}

TEST_CASE("LCS refuses strings whose table would be longer than the longest string") {
  PlainRedis redis;
  redis.ask("SETRANGE a 2046 x");
  redis.ask("SETRANGE b 2046 y");
  CHECK(redis.ask("LCS a b LEN") == "(integer) 2046");
  redis.ask("APPEND a x");
  CHECK(redis.ask("LCS a b LEN") ==
        "(error) ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
}

}  // namespace faultline::engine

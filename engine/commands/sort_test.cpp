// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kNoNumbers = "(error) ERR One or more scores can't be converted into double";

// s: 1 2 3 10, z: a b c by score, w_*: weights that fall as the members of s rise.
PlainRedis filled() {
  PlainRedis redis;
  redis.ask("SADD s 3 1 2 10");
  redis.apply("z", sorted_set::Assign{{{"c", 3}, {"a", 1}, {"b", 2}}, {}});
  redis.ask("MSET w_1 9 w_2 8 w_3 7 w_10 6");
  return redis;
}

}  // namespace

TEST_CASE("SORT orders members by number, or with ALPHA by their bytes") {
  PlainRedis redis = filled();
  CHECK(redis.ask("SORT s") == "[\"1\", \"2\", \"3\", \"10\"]");
  CHECK(redis.ask("SORT s DESC") == "[\"10\", \"3\", \"2\", \"1\"]");
  CHECK(redis.ask("SORT s DESC ASC") == "[\"1\", \"2\", \"3\", \"10\"]");
  CHECK(redis.ask("sort_ro s alpha") == "[\"1\", \"10\", \"2\", \"3\"]");
  CHECK(redis.ask("SORT s ALPHA DESC") == "[\"3\", \"2\", \"10\", \"1\"]");
  CHECK(redis.ask("SORT z ALPHA") == "[\"a\", \"b\", \"c\"]");
  CHECK(redis.ask("SORT none") == "[]");
}

TEST_CASE("members of one number are in the order of their bytes") {
  PlainRedis redis;
  redis.ask("SADD u 1 1.0 01 +1");
  CHECK(redis.ask("SORT u") == "[\"+1\", \"01\", \"1\", \"1.0\"]");
  CHECK(redis.ask("SORT u DESC") == "[\"1.0\", \"1\", \"01\", \"+1\"]");
}

TEST_CASE("SORT refuses members that are no numbers") {
  PlainRedis redis;
  redis.ask("SADD t a b");
  CHECK(redis.ask("SORT t") == kNoNumbers);
  redis.ask("SADD x inf -inf 1");
  CHECK(redis.ask("SORT x") == "[\"-inf\", \"1\", \"inf\"]");
  redis.ask("SADD x nan");
  CHECK(redis.ask("SORT x") == kNoNumbers);
}

TEST_CASE("LIMIT takes a part, from 0 where it says less, to the end where its count does") {
  PlainRedis redis = filled();
  CHECK(redis.ask("SORT s LIMIT 1 2") == "[\"2\", \"3\"]");
  CHECK(redis.ask("SORT s LIMIT -5 2") == "[\"1\", \"2\"]");
  CHECK(redis.ask("SORT s LIMIT 2 100") == "[\"3\", \"10\"]");
  CHECK(redis.ask("SORT s LIMIT 2 9223372036854775807") == "[\"3\", \"10\"]");
  CHECK(redis.ask("SORT s LIMIT -1 -5") == "[\"1\", \"2\", \"3\", \"10\"]");
  CHECK(redis.ask("SORT s LIMIT 10 2") == "[]");
  CHECK(redis.ask("SORT s LIMIT 0 0") == "[]");
  CHECK(redis.ask("SORT s LIMIT 0 1 LIMIT 1 1") == "[\"2\"]");
}

TEST_CASE("BY takes the weights from other keys, and what is not there weighs nothing") {
  PlainRedis redis = filled();
  CHECK(redis.ask("SORT s BY w_*") == "[\"10\", \"3\", \"2\", \"1\"]");
  redis.ask("DEL w_2");
  CHECK(redis.ask("SORT s BY w_*") == "[\"2\", \"10\", \"3\", \"1\"]");
  CHECK(redis.ask("SORT s BY w_* ALPHA DESC") == "[\"1\", \"3\", \"10\", \"2\"]");
  redis.ask("SET w_3 abc");
  CHECK(redis.ask("SORT s BY w_*") == kNoNumbers);
  CHECK(redis.ask("SORT s BY w_* ALPHA") == "[\"2\", \"10\", \"1\", \"3\"]");
}

TEST_CASE("weights are read as by strtod") {
  PlainRedis redis = filled();
  const auto with = [&](const Bytes& weight) {
    redis.run({"SET", "w_3", weight});
    return redis.ask("SORT s BY w_* LIMIT 0 1");
  };
  CHECK(with("") == "[\"3\"]");
  CHECK(with(" 5") == "[\"3\"]");
  CHECK(with("-0x10") == "[\"3\"]");
  CHECK(with(std::string_view("1\0abc", 5)) == "[\"3\"]");
  for (const char* text : {"5 ", "nan", "1e400", "1e-400"}) CHECK(with(text) == kNoNumbers);
}

TEST_CASE("BY a pattern without a star leaves the order alone") {
  PlainRedis redis = filled();
  CHECK(redis.ask("SORT z BY nosort") == "[\"a\", \"b\", \"c\"]");
  CHECK(redis.ask("SORT z BY nosort DESC LIMIT 0 2") == "[\"c\", \"b\"]");
  CHECK(redis.ask("SORT z BY nosort BY w_* LIMIT 1 1") == "[\"b\"]");
  CHECK(redis.ask("SORT z BY w_* BY # LIMIT -1 1") == "[\"a\"]");
}

TEST_CASE("GET answers what other keys hold of each member") {
  PlainRedis redis = filled();
  CHECK(redis.ask("SORT s LIMIT 0 2 GET # GET w_* GET none_* GET w_1") ==
        "[\"1\", \"9\", (nil), (nil), \"2\", \"8\", (nil), (nil)]");
  CHECK(redis.ask("SORT none GET #") == "[]");
}

TEST_CASE("SORT refuses wrong options before wrong types") {
  PlainRedis redis = filled();
  redis.ask("SET k v");
  redis.apply("h", hash::Assign{{{"f", "v"}}, {}});
  for (const char* line : {"SORT k BOGUS", "SORT none LIMIT 1", "SORT none BY", "SORT none GET",
                           "SORT none STORE", "SORT_RO none STORE d", "SORT none GET # LIMIT a"})
    CHECK(redis.ask(line) == kSyntax);
  CHECK(redis.ask("SORT k LIMIT a b") == kNotAnInteger);
  CHECK(redis.ask("SORT none LIMIT 0 abc BOGUS") == kNotAnInteger);
  CHECK(redis.ask("SORT k") == kWrongType);
  CHECK(redis.ask("SORT h") == kWrongType);
  CHECK(redis.ask("SORT") == wrong_count("sort"));
  CHECK(redis.ask("SORT_RO") == wrong_count("sort_ro"));
}

TEST_CASE("SORT with STORE is refused as long as there are no lists") {
  PlainRedis redis = filled();
  CHECK(redis.ask("SORT s STORE d") ==
        "(error) ERR STORE makes a list, and there are no lists yet");
  CHECK(redis.ask("EXISTS d") == "(integer) 0");
}

}  // namespace faultline::engine

// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

using std::chrono::seconds;

constexpr const char* kFieldType =
    "(error) ERR Invalid bitfield type. Use something like i16 u8. "
    "Note that u64 is not supported but i64 is.";
constexpr const char* kFieldOffset = "(error) ERR bit offset is not an integer or out of range";

}  // namespace

TEST_CASE("BITFIELD runs its operations in order and answers each") {
  PlainRedis redis;
  CHECK(redis.ask("BITFIELD k SET u8 0 255 GET u4 2 INCRBY i8 0 2") ==
        "[(integer) 0, (integer) 15, (integer) 1]");
  CHECK(redis.ask("bitfield k get u8 #0 set i5 #1 -9 get i5 5") ==
        "[(integer) 1, (integer) 4, (integer) -9]");
  CHECK(redis.ask("BITFIELD k") == "[]");
  CHECK(redis.ask("BITFIELD none OVERFLOW SAT") == "[]");
  CHECK(redis.ask("EXISTS none") == "(integer) 0");
}

TEST_CASE("BITFIELD reads and writes fields of all widths at any bit") {
  PlainRedis redis;
  redis.ask("BITFIELD k SET i64 3 -2");
  CHECK(redis.ask("BITFIELD k GET i64 3 GET u63 4 GET u1 66 GET u3 0 GET i1 3 GET u5 67") ==
        "[(integer) -2, (integer) 9223372036854775806, (integer) 0, (integer) 0, (integer) -1, "
        "(integer) 0]");
  CHECK(redis.ask("STRLEN k") == "(integer) 9");
  CHECK(redis.ask("BITFIELD k SET u63 0 9223372036854775807 GET i64 0") ==
        "[(integer) 1152921504606846975, (integer) -1]");
}

TEST_CASE("BITFIELD reads zeros behind the value") {
  PlainRedis redis;
  redis.run({"SET", "k", "\xff"});
  CHECK(redis.ask("BITFIELD k GET u8 4 GET i8 4 GET u8 1000") ==
        "[(integer) 240, (integer) -16, (integer) 0]");
  CHECK(redis.ask("STRLEN k") == "(integer) 1");
  CHECK(redis.effects().empty());
}

TEST_CASE("BITFIELD wraps where no other OVERFLOW was asked for") {
  PlainRedis redis;
  CHECK(redis.ask("BITFIELD k SET u8 0 250 INCRBY u8 0 10 INCRBY u8 0 -10") ==
        "[(integer) 0, (integer) 4, (integer) 250]");
  CHECK(redis.ask("BITFIELD k SET i8 0 127 INCRBY i8 0 1 INCRBY i8 0 -1") ==
        "[(integer) -6, (integer) -128, (integer) 127]");
  CHECK(redis.ask("BITFIELD k SET u8 0 257 SET u8 0 -1 SET i8 0 200 GET i8 0") ==
        "[(integer) 127, (integer) 1, (integer) -1, (integer) -56]");
  CHECK(redis.ask("BITFIELD k SET i64 0 9223372036854775807 INCRBY i64 0 1 INCRBY i64 0 -1") ==
        "[(integer) -4035225266123964416, (integer) -9223372036854775808, "
        "(integer) 9223372036854775807]");
}

TEST_CASE("OVERFLOW SAT stops at the ends of the type") {
  PlainRedis redis;
  CHECK(redis.ask("BITFIELD k OVERFLOW SAT SET i8 0 1000 GET i8 0 SET i8 0 -1000 GET i8 0") ==
        "[(integer) 0, (integer) 127, (integer) 127, (integer) -128]");
  CHECK(redis.ask("BITFIELD k overflow sat INCRBY u8 8 1000 INCRBY u8 8 -1000") ==
        "[(integer) 255, (integer) 0]");
  CHECK(redis.ask("BITFIELD k OVERFLOW SAT SET u8 8 -1 GET u8 8") ==
        "[(integer) 0, (integer) 255]");
  CHECK(redis.ask("BITFIELD k OVERFLOW SAT SET i8 0 -9223372036854775681 GET i8 0 "
                  "SET i8 0 -9223372036854775680 GET i8 0") ==
        "[(integer) -128, (integer) 127, (integer) 127, (integer) -128]");
  CHECK(redis.ask("BITFIELD k OVERFLOW SAT INCRBY i8 0 -9223372036854775808 "
                  "INCRBY u8 0 -9223372036854775808") == "[(integer) -128, (integer) 0]");
  CHECK(redis.ask("BITFIELD w OVERFLOW SAT INCRBY i64 0 9223372036854775807 INCRBY i64 0 1") ==
        "[(integer) 9223372036854775807, (integer) 9223372036854775807]");
  CHECK(redis.ask("BITFIELD w OVERFLOW SAT INCRBY u63 64 9223372036854775807 INCRBY u63 64 1") ==
        "[(integer) 9223372036854775807, (integer) 9223372036854775807]");
}

TEST_CASE("OVERFLOW FAIL answers nil and leaves the field, but for the room made for it") {
  PlainRedis redis;
  CHECK(redis.ask("BITFIELD k OVERFLOW FAIL SET u8 8 256 INCRBY i8 0 128 SET u4 4 15") ==
        "[(nil), (nil), (integer) 0]");
  CHECK(redis.ask("GET k") == std::string("\"\x0f\0\"", 4));
  CHECK(redis.ask("BITFIELD k OVERFLOW FAIL INCRBY u4 4 1 OVERFLOW WRAP INCRBY u4 4 1") ==
        "[(nil), (integer) 0]");
  CHECK(redis.ask("BITFIELD none OVERFLOW FAIL SET u8 0 300") == "[(nil)]");
  CHECK(redis.ask("STRLEN none") == "(integer) 1");
}

TEST_CASE("BITFIELD writes only what differs, and keeps a deadline") {
  PlainRedis redis;
  redis.ask("SET k a EX 100");
  redis.ask("BITFIELD k SET u8 0 97");
  CHECK(redis.effects().empty());
  redis.ask("BITFIELD k SET u8 0 98");
  CHECK(redis.effects().list().size() == 1);
  redis.advance(seconds(100));
  CHECK(redis.ask("GET k") == "\"b\"");
  redis.advance(seconds(1));
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
}

TEST_CASE("BITFIELD knows i1 to i64 and u1 to u63") {
  PlainRedis redis;
  for (const char* type : {"u64", "i65", "u0", "i0", "u-1", "U8", "I8", "u08", "u", "x8", "8",
                           "u99999999999999999999"})
    CHECK(redis.run({"BITFIELD", "k", "GET", type, "0"}) == kFieldType);
  CHECK(redis.run({"BITFIELD", "k", "GET", "", "0"}) == kFieldType);
  for (const char* type : {"u63", "i64", "u1", "i1"})
    CHECK(redis.run({"BITFIELD", "k", "GET", type, "0"}) == "[(integer) 0]");
}

TEST_CASE("BITFIELD takes offsets in bits, or in fields after a #") {
  PlainRedis redis;
  redis.run({"SET", "k", "\x01\x02\x03"});
  CHECK(redis.ask("BITFIELD k GET u8 8 GET u8 #2 GET u8 #3") ==
        "[(integer) 2, (integer) 3, (integer) 0]");
  for (const char* offset : {"-1", "#-1", "#", "#abc", "abc", "##1", "134217728", "#16777216",
                             "9223372036854775808", "#9223372036854775807"})
    CHECK(redis.run({"BITFIELD", "k", "GET", "u8", offset}) == kFieldOffset);
  // 8 times 2 to the 61st wraps around to 0.
  CHECK(redis.ask("BITFIELD k GET u8 #2305843009213693952") == "[(integer) 1]");
}

TEST_CASE("the first wrong argument of BITFIELD is the one that is answered") {
  PlainRedis redis;
  redis.ask("SADD s a");
  CHECK(redis.ask("BITFIELD s BOGUS") == kSyntax);
  CHECK(redis.ask("BITFIELD s GET u8") == kSyntax);
  CHECK(redis.ask("BITFIELD s SET u8 0") == kSyntax);
  CHECK(redis.ask("BITFIELD s OVERFLOW") == kSyntax);
  CHECK(redis.ask("BITFIELD s OVERFLOW BOGUS") == "(error) ERR Invalid OVERFLOW type specified");
  CHECK(redis.ask("BITFIELD s SET u64 -1 abc") == kFieldType);
  CHECK(redis.ask("BITFIELD s SET u8 -1 abc") == kFieldOffset);
  CHECK(redis.ask("BITFIELD s SET u8 0 abc BOGUS") == kNotAnInteger);
  CHECK(redis.ask("BITFIELD s SET u8 0 9223372036854775808") == kNotAnInteger);
  CHECK(redis.ask("BITFIELD k SET u8 0 1 BOGUS") == kSyntax);
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
  for (const char* line : {"BITFIELD s", "BITFIELD s GET u8 0", "BITFIELD s SET u8 0 1"})
    CHECK(redis.ask(line) == kWrongType);
}

TEST_CASE("BITFIELD_RO takes no operation that writes") {
  PlainRedis redis;
  redis.ask("SET k a");
  redis.ask("SADD s a");
  const std::string read_only = "(error) ERR BITFIELD_RO only supports the GET subcommand";
  CHECK(redis.ask("BITFIELD_RO k GET u8 0 OVERFLOW SAT GET u4 0") == "[(integer) 97, (integer) 6]");
  CHECK(redis.ask("BITFIELD_RO none GET u8 0") == "[(integer) 0]");
  CHECK(redis.ask("BITFIELD_RO none") == "[]");
  CHECK(redis.ask("BITFIELD_RO s SET u8 0 1") == read_only);
  CHECK(redis.ask("BITFIELD_RO k GET u8 0 INCRBY u8 0 0") == read_only);
  CHECK(redis.ask("BITFIELD_RO k SET u8 0 abc") == kNotAnInteger);
  CHECK(redis.ask("BITFIELD_RO s GET u8 0") == kWrongType);
  CHECK(redis.ask("BITFIELD_RO s") == kWrongType);
}

TEST_CASE("a BITFIELD that only reads names nothing that is written") {
  const CommandKind& kind = *find_command("BITFIELD");
  CHECK(units_of(kind, {"BITFIELD", "k", "GET", "u8", "0"}).empty());
  CHECK(units_of(kind, {"BITFIELD", "k", "GET", "u8", "0", "SET", "u8", "0", "1"}) ==
        std::vector<Unit>{{"k", std::nullopt}});
}

TEST_CASE("BITFIELD with a wrong number of arguments") {
  PlainRedis redis;
  for (const char* line : {"bitfield", "bitfield_ro"}) {
    const std::string text(line);
    CHECK(redis.ask(text) == wrong_count(text.substr(0, text.find(' '))));
  }
}

}  // namespace faultline::engine

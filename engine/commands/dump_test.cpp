// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>

#include "engine/commands/hex_fixture.h"
#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kWrongFooter = "(error) ERR DUMP payload version or checksum are wrong";
constexpr const char* kBusy = "(error) BUSYKEY Target key name already exists.";
constexpr const char* kInvalidFrequency = "(error) ERR Invalid FREQ value, must be >= 0 and <= 255";
const Bytes kHello = from_hex("000568656c6c6f0a006372df766534200a");
const Bytes kMembers = from_hex("020301620161c0210a00f8cc948b8ffcef35");

}  // namespace

TEST_CASE("DUMP answers a payload that RESTORE takes") {
  PlainRedis redis;
  redis.ask("SET k hello EX 100");
  CHECK(redis.ask("DUMP k") == "\"" + std::string(kHello.view()) + "\"");
  CHECK(redis.ask("DUMP none") == "(nil)");
  CHECK(redis.run({"RESTORE", "copy", "0", kHello}) == "OK");
  CHECK(redis.ask("GET copy") == "\"hello\"");
  CHECK(redis.ask("TTL copy") == "(integer) -1");
  CHECK(redis.run({"RESTORE", "set", "0", kMembers}) == "OK");
  CHECK(redis.ask("SMEMBERS set") == "[\"33\", \"a\", \"b\"]");
}

TEST_CASE("RESTORE replaces a key of any type only where it is told") {
  PlainRedis redis;
  redis.ask("SADD k x");
  CHECK(redis.run({"RESTORE", "k", "0", kHello}) == kBusy);
  CHECK(redis.run({"RESTORE", "k", "0", kHello, "replace", "REPLACE"}) == "OK");
  CHECK(redis.ask("GET k") == "\"hello\"");
}

TEST_CASE("RESTORE sets a deadline from now or, with ABSTTL, from 1970, and 0 is none") {
  PlainRedis redis;  // its clock shows second 1766016000
  CHECK(redis.run({"RESTORE", "k", "1500", kHello}) == "OK");
  CHECK(redis.ask("PTTL k") == "(integer) 1500");
  CHECK(redis.run({"RESTORE", "k", "1766016002000", kHello, "ABSTTL", "REPLACE"}) == "OK");
  CHECK(redis.ask("PTTL k") == "(integer) 2000");
  CHECK(redis.run({"RESTORE", "k", "0", kHello, "ABSTTL", "REPLACE"}) == "OK");
  CHECK(redis.ask("PTTL k") == "(integer) -1");
}

TEST_CASE("RESTORE with a deadline that has passed, or that overflows, leaves no key") {
  PlainRedis redis;
  CHECK(redis.run({"RESTORE", "k", "1", kHello, "ABSTTL"}) == "OK");
  CHECK(redis.effects().empty());
  redis.ask("SET k v");
  CHECK(redis.run({"RESTORE", "k", "1766016000000", kHello, "ABSTTL", "REPLACE"}) == "OK");
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
  CHECK(redis.run({"RESTORE", "k", "9223372036854775807", kHello}) == "OK");
  CHECK(redis.ask("EXISTS k") == "(integer) 0");
}

TEST_CASE("RESTORE takes an idle time or a frequency, and keeps neither") {
  PlainRedis redis;
  redis.ask("SET k v");
  const auto with = [&](const std::vector<Bytes>& options) {
    Arguments command = {"RESTORE", "k", "0", "x"};
    command.insert(command.end(), options.begin(), options.end());
    return redis.run(command);
  };
  CHECK(with({"IDLETIME", "1", "IDLETIME", "2"}) == kBusy);
  CHECK(with({"FREQ", "255"}) == kBusy);
  CHECK(with({"IDLETIME", "-1"}) == "(error) ERR Invalid IDLETIME value, must be >= 0");
  CHECK(with({"FREQ", "256"}) == kInvalidFrequency);
  CHECK(with({"FREQ", "-1"}) == kInvalidFrequency);
  CHECK(with({"IDLETIME", "abc", "BOGUS"}) == kNotAnInteger);
  for (const std::vector<Bytes>& options :
       std::vector<std::vector<Bytes>>{{"BOGUS"},
                                       {"IDLETIME"},
                                       {"FREQ"},
                                       {"IDLETIME", "1", "FREQ", "1"},
                                       {"FREQ", "1", "IDLETIME", "1"}})
    CHECK(with(options) == kSyntax);
}

TEST_CASE("RESTORE looks at its options, at the key, at the time and then at the payload") {
  PlainRedis redis;
  redis.ask("SET k v");
  CHECK(redis.ask("RESTORE k abc x BOGUS") == kSyntax);
  CHECK(redis.ask("RESTORE k abc x") == kBusy);
  CHECK(redis.ask("RESTORE k abc x REPLACE") == kNotAnInteger);
  CHECK(redis.ask("RESTORE none -1 x") == "(error) ERR Invalid TTL value, must be >= 0");
  CHECK(redis.ask("RESTORE none 0 x") == kWrongFooter);
  const Bytes list = from_hex("1201020a0a0000000100816102ff0a0009b9edf594ded995");
  CHECK(redis.run({"RESTORE", "none", "0", list}) == "(error) ERR Bad data format");
  CHECK(redis.ask("DUMP") == wrong_count("dump"));
  CHECK(redis.ask("RESTORE a 0") == wrong_count("restore"));
}

}  // namespace faultline::engine

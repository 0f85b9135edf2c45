// Replies and errors are those of a real Redis 7.0.15, letter for letter.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kSicily = "GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania";
constexpr const char* kNoUnit = "(error) ERR unsupported unit provided. please use M, KM, FT, MI";

// Of the last command.
bool unit_changed(const PlainRedis& redis, std::uint32_t unit) {
  return redis.effects().changed(unit);
}

}  // namespace

TEST_CASE("GEOADD makes a sorted set and counts the members that are new") {
  PlainRedis redis;
  CHECK(redis.ask(kSicily) == "(integer) 2");
  CHECK(redis.ask("TYPE g") == "zset");
  CHECK(redis.ask("GEOADD g 13.361389 38.115556 Palermo 1 1 new") == "(integer) 1");
  CHECK(redis.ask("GEOADD n 1 1 a 2 2 a") == "(integer) 1");
  CHECK(redis.ask("GEOPOS n a") == "[[\"2.00000256299972534\", \"2.0000001856465488\"]]");
}

TEST_CASE("GEOADD with NX only adds, with XX only moves, with CH counts what it moves") {
  PlainRedis redis;
  CHECK(redis.ask("GEOADD g XX 1 1 a") == "(integer) 0");
  CHECK(redis.effects().empty());
  CHECK(redis.ask("GEOADD g nx 1 1 a 2 2 a") == "(integer) 1");
  CHECK(redis.effects().list().size() == 1);
  CHECK(redis.ask("GEOPOS g a") == "[[\"0.99999994039535522\", \"0.99999945914297683\"]]");
  CHECK(redis.ask("GEOADD g CH XX 3 3 a 4 4 b") == "(integer) 1");
  CHECK(redis.ask("GEOADD g CH 3 3 a 4 4 b 4 4 b") == "(integer) 1");
  CHECK(redis.ask("GEOADD g CH CH 5 5 a 6 6 a") == "(integer) 2");
}

TEST_CASE("GEOADD sends a member that stays where it is, as one that does not change") {
  PlainRedis redis;
  redis.ask("GEOADD g 1 1 a");
  CHECK(redis.ask("GEOADD g CH 1 1 a 2 2 b") == "(integer) 1");
  CHECK(redis.effects().list().size() == 2);
  CHECK_FALSE(unit_changed(redis, 0));
  CHECK(unit_changed(redis, 1));
}

TEST_CASE("each member that GEOADD names is a unit") {
  const CommandKind& kind = *find_command("geoadd");
  CHECK(units_of(kind, {"GEOADD", "k", "CH", "NX", "1", "1", "a", "2", "2", "b"}) ==
        std::vector<Unit>{{"k", Bytes("a")}, {"k", Bytes("b")}});
  CHECK(units_of(kind, {"GEOADD", "k", "1", "1", "a", "2", "2"}) ==
        std::vector<Unit>{{"k", Bytes("a")}});
}

TEST_CASE("what GEOADD refuses, positions before the type of the key") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* line : {"GEOADD g NX XX 1 2 a", "GEOADD g NX CH 1", "GEOADD g NX CH CH",
                           "GEOADD g 1 2 a b", "GEOADD s 1 2 a b"})
    CHECK(redis.ask(line) == kSyntax);
  CHECK(redis.ask("GEOADD g a 1 b") == "(error) ERR value is not a valid float");
  CHECK(redis.ask("GEOADD g 1 1 a 1 86 b") ==
        "(error) ERR invalid longitude,latitude pair 1.000000,86.000000");
  CHECK(redis.ask("GEOADD s 181 1 a") ==
        "(error) ERR invalid longitude,latitude pair 181.000000,1.000000");
  CHECK(redis.ask("EXISTS g") == "(integer) 0");
  CHECK(redis.ask("GEOADD g 1 2") == wrong_count("geoadd"));
}

TEST_CASE("GEOPOS and GEOHASH answer for each member, nil for one that is not there") {
  PlainRedis redis;
  redis.ask(kSicily);
  CHECK(redis.ask("GEOPOS g Palermo none Catania") ==
        "[[\"13.36138933897018433\", \"38.11555639549629859\"], (nil), "
        "[\"15.08726745843887329\", \"37.50266842333162032\"]]");
  CHECK(redis.ask("GEOHASH g Palermo none Catania") == "[\"sqc8b49rny0\", (nil), \"sqdtr74hyu0\"]");
  CHECK(redis.ask("GEOPOS none a b") == "[(nil), (nil)]");
  CHECK(redis.ask("GEOHASH none a b") == "[(nil), (nil)]");
  for (const char* line : {"GEOPOS g", "GEOHASH g", "GEOPOS none", "GEOHASH none"})
    CHECK(redis.ask(line) == "[]");
}

TEST_CASE("GEODIST in any unit") {
  PlainRedis redis;
  redis.ask(kSicily);
  CHECK(redis.ask("GEODIST g Palermo Catania") == "\"166274.1516\"");
  CHECK(redis.ask("GEODIST g Palermo Catania km") == "\"166.2742\"");
  CHECK(redis.ask("GEODIST g Palermo Catania MI") == "\"103.3182\"");
  CHECK(redis.ask("GEODIST g Palermo Catania ft") == "\"545518.8700\"");
  CHECK(redis.ask("GEODIST g Palermo Palermo") == "\"0.0000\"");
  CHECK(redis.ask("GEODIST g Palermo none") == "(nil)");
  CHECK(redis.ask("GEODIST none a b") == "(nil)");
  CHECK(redis.ask("GEODIST none a b x") == kNoUnit);
  CHECK(redis.ask("GEODIST g Palermo Catania km x") == kSyntax);
  CHECK(redis.ask("GEODIST g Palermo") == wrong_count("geodist"));
}

TEST_CASE("commands of geo indexes refuse another type") {
  PlainRedis redis;
  redis.ask("SET s v");
  for (const char* line : {"GEOADD s 1 1 a", "GEOPOS s", "GEOHASH s a", "GEODIST s a b"}) {
    INFO(line);
    CHECK(redis.ask(line) == kWrongType);
  }
  CHECK(redis.ask("GEODIST s a b x") == kNoUnit);
}

}  // namespace faultline::engine

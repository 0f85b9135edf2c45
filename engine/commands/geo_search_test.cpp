// Replies are those of a real Redis 7.0.15, letter for letter, also in their order.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kBoth = "[\"Palermo\", \"Catania\"]";
constexpr const char* kBothWithDistances =
    "[[\"Catania\", \"56.4413\"], [\"Palermo\", \"190.4424\"]]";

PlainRedis sicily() {
  PlainRedis redis;
  redis.ask("GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
  return redis;
}

std::vector<Unit> units_named(const Arguments& arguments) {
  return units_of(*find_command(arguments[0].view()), arguments);
}

}  // namespace

TEST_CASE("GEOSEARCH and GEORADIUS find what lies inside") {
  PlainRedis redis = sicily();
  for (const char* line :
       {"GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km", "GEORADIUS g 15 37 200 km",
        "GEORADIUS_RO g 15 37 200 km", "GEOSEARCH g FROMLONLAT 15 37 BYBOX 400 400 km",
        "GEORADIUSBYMEMBER g Palermo 200 km", "GEORADIUSBYMEMBER_RO g Palermo 200 km",
        "GEOSEARCH g FROMMEMBER Palermo BYRADIUS 200000 m"}) {
    INFO(line);
    CHECK(redis.ask(line) == kBoth);
  }
  CHECK(redis.ask("GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 100 km") == "[\"Catania\"]");
  CHECK(redis.ask("GEOSEARCH g FROMLONLAT 1 1 BYRADIUS 100 km") == "[]");
  CHECK(redis.ask("GEORADIUSBYMEMBER none a 1 km WITHDIST") == "[]");
  CHECK(redis.ask("GEOSEARCH none FROMMEMBER a BYRADIUS 1 km") == "[]");
}

TEST_CASE("distance, hash and position come in that order") {
  PlainRedis redis = sicily();
  CHECK(redis.ask("GEOSEARCH g FROMLONLAT 15 37 BYBOX 400 400 km WITHCOORD WITHDIST WITHHASH") ==
        "[[\"Palermo\", \"190.4424\", (integer) 3479099956230698, "
        "[\"13.36138933897018433\", \"38.11555639549629859\"]], "
        "[\"Catania\", \"56.4413\", (integer) 3479447370796909, "
        "[\"15.08726745843887329\", \"37.50266842333162032\"]]]");
}

TEST_CASE("ASC and DESC order by distance, COUNT takes the nearest, with ANY the first found") {
  PlainRedis redis = sicily();
  CHECK(redis.ask("GEORADIUS g 15 37 200 km ASC WITHDIST") == kBothWithDistances);
  CHECK(redis.ask("GEORADIUS g 15 37 200 km DESC ASC WITHDIST") == kBothWithDistances);
  CHECK(redis.ask("GEORADIUS g 15 37 200 km DESC") == kBoth);
  CHECK(redis.ask("GEORADIUS g 15 37 200 km COUNT 1") == "[\"Catania\"]");
  CHECK(redis.ask("GEORADIUS g 15 37 200 km COUNT 9 WITHDIST") == kBothWithDistances);
  CHECK(redis.ask("GEORADIUS g 15 37 200 km COUNT 1 DESC") == "[\"Palermo\"]");
  CHECK(redis.ask("GEORADIUS g 15 37 200 km COUNT 1 ANY ASC") == "[\"Palermo\"]");
  CHECK(redis.ask("GEORADIUS g 15 37 200 km COUNT 9223372036854775807 ANY") == kBoth);
}

TEST_CASE("GEOSEARCHSTORE stores positions, or distances, in place of what was there") {
  PlainRedis redis = sicily();
  redis.ask("SET d v");
  CHECK(redis.ask("GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km") == "(integer) 2");
  REQUIRE(redis.effects().list().size() == 1);
  CHECK(redis.effects().list()[0].change ==
        Change(sorted_set::Assign{{{"Palermo", 3479099956230698}, {"Catania", 3479447370796909}},
                                  std::nullopt}));
  CHECK(redis.ask("TYPE d") == "zset");
  CHECK(redis.ask("GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST COUNT 1 DESC") ==
        "(integer) 1");
  CHECK(redis.effects().list()[0].change ==
        Change(sorted_set::Assign{{{"Palermo", 190.44242984775784}}, std::nullopt}));
  CHECK(redis.ask("GEOSEARCHSTORE g g FROMMEMBER Palermo BYRADIUS 1 m") == "(integer) 1");
  CHECK(redis.ask("GEOPOS g Catania") == "[(nil)]");
}

TEST_CASE("GEORADIUS stores where its option says, the last one") {
  PlainRedis redis = sicily();
  CHECK(redis.ask("GEORADIUS g 15 37 200 km STORE d STOREDIST e") == "(integer) 2");
  CHECK(redis.ask("EXISTS d e") == "(integer) 1");
  CHECK(redis.ask("GEORADIUSBYMEMBER g Palermo 200 km STORE d") == "(integer) 2");
  CHECK(redis.ask("GEOHASH d Palermo") == "[\"sqc8b49rny0\"]");
  CHECK(redis.ask("GEORADIUS g 15 37 200 km WITHDIST ASC") == kBothWithDistances);
  CHECK(redis.effects().empty());
}

TEST_CASE("storing nothing deletes the destination") {
  PlainRedis redis = sicily();
  for (const char* line :
       {"GEOSEARCHSTORE d none FROMMEMBER a BYRADIUS 1 km", "GEORADIUS g 15 37 0 km STORE d",
        "GEORADIUSBYMEMBER none a 1 m STOREDIST d"}) {
    INFO(line);
    redis.ask("SET d v");
    CHECK(redis.ask(line) == "(integer) 0");
    CHECK(redis.ask("EXISTS d") == "(integer) 0");
    CHECK(redis.ask(line) == "(integer) 0");
    CHECK(redis.effects().empty());
  }
}

TEST_CASE("a search that stores names its destination alone as a unit") {
  CHECK(units_named({"GEOSEARCHSTORE", "d", "g", "FROMMEMBER", "m", "BYRADIUS", "1", "m"}) ==
        std::vector<Unit>{{"d", std::nullopt}});
  CHECK(units_named({"GEORADIUS", "g", "1", "1", "1", "m", "STORE", "a", "STORE", "d"}) ==
        std::vector<Unit>{{"d", std::nullopt}});
  CHECK(units_named({"GEORADIUS", "g", "1", "1", "1", "m", "ASC"}).empty());
  const Arguments stores = {"GEORADIUSBYMEMBER", "g", "m", "1", "m", "STOREDIST", "d"};
  CHECK(keys_of(*find_command("GEORADIUSBYMEMBER"), stores) == std::vector<Bytes>{"g", "d"});
}

TEST_CASE("members across the date line are found") {
  PlainRedis redis;
  redis.ask("GEOADD g 179.9 0.1 east -179.9 -0.1 west");
  CHECK(redis.ask("GEOSEARCH g FROMMEMBER east BYRADIUS 100 km ASC") == "[\"east\", \"west\"]");
}

TEST_CASE("searches refuse another type before anything else") {
  PlainRedis redis = sicily();
  redis.ask("SET s v");
  for (const char* line :
       {"GEOSEARCH s x x x x x", "GEOSEARCHSTORE g s x x x x x", "GEORADIUS s 181 a a a",
        "GEORADIUS_RO s 181 a a a", "GEORADIUSBYMEMBER s a a a", "GEORADIUSBYMEMBER_RO s a a a"}) {
    INFO(line);
    CHECK(redis.ask(line) == kWrongType);
  }
}

}  // namespace faultline::engine

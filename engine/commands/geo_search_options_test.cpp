// Errors, and which of several comes first, are those of a real Redis 7.0.15.

#include <catch2/catch.hpp>
#include <string>

#include "engine/commands/geo_search_options.h"
#include "engine/commands/plain_redis.h"

namespace faultline::engine {
namespace {

constexpr const char* kPair = "(error) ERR invalid longitude,latitude pair 181.000000,0.000000";
constexpr const char* kNoRadius = "(error) ERR need numeric radius";
constexpr const char* kNegativeRadius = "(error) ERR radius cannot be negative";
constexpr const char* kBadUnit = "(error) ERR unsupported unit provided. please use M, KM, FT, MI";
constexpr const char* kNoMember = "(error) ERR could not decode requested zset member";
constexpr const char* kNoCenter =
    "(error) ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH";
constexpr const char* kNoShape =
    "(error) ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH";
constexpr const char* kAnyWithoutCount = "(error) ERR the ANY argument requires COUNT argument";

struct Refused {
  const char* line;
  const char* error;
};

template <std::size_t kSize>
void check_refused(const Refused (&cases)[kSize]) {
  PlainRedis redis;
  redis.ask("GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
  for (const Refused& each : cases) {
    INFO(each.line);
    CHECK(redis.ask(each.line) == each.error);
  }
}

}  // namespace

TEST_CASE("what GEORADIUS and GEORADIUSBYMEMBER refuse before their options") {
  check_refused({
      {"GEORADIUS none 181 0 a km", kPair},
      {"GEORADIUS none a 0 1 km", "(error) ERR value is not a valid float"},
      {"GEORADIUS none 1 0 a x", kNoRadius},
      {"GEORADIUS none 1 0 -1 x", kNegativeRadius},
      {"GEORADIUS none 1 0 1 x ANY", kBadUnit},
      {"GEORADIUSBYMEMBER g none a x", kNoMember},
      {"GEORADIUSBYMEMBER g Palermo a x", kNoRadius},
      {"GEORADIUSBYMEMBER none a a x", "[]"},
      {"GEORADIUSBYMEMBER none a a x y", kSyntax},
      {"GEORADIUS g 15 37 200", wrong_count("georadius").c_str()},
      {"GEORADIUSBYMEMBER g Palermo 1", wrong_count("georadiusbymember").c_str()},
  });
}

TEST_CASE("what the options of GEORADIUS refuse") {
  check_refused({
      {"GEORADIUS g 15 37 200 km ANY", kAnyWithoutCount},
      {"GEORADIUS none 15 37 200 km ANY STORE d", kAnyWithoutCount},
      {"GEORADIUS g 15 37 200 km COUNT STORE 1", kNotAnInteger},
      {"GEORADIUS g 15 37 200 km WITHDIST STORE d COUNT 0", "(error) ERR COUNT must be > 0"},
      {"GEORADIUS g 15 37 200 km STORE", kSyntax},
      {"GEORADIUS g 15 37 200 km COUNT", kSyntax},
      {"GEORADIUS g 15 37 200 km FROMLONLAT 1 1", kSyntax},
      {"GEORADIUS_RO g 15 37 200 km STORE d", kSyntax},
      {"GEORADIUSBYMEMBER_RO g Palermo 200 km STOREDIST d", kSyntax},
      {"GEORADIUS none 1 1 1 km STORE d WITHHASH",
       "(error) ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and "
       "WITHCOORD options"},
  });
}

TEST_CASE("GEOSEARCH wants one centre and one shape") {
  check_refused({
      {"GEOSEARCH g BYRADIUS 1 m ASC ANY", kNoCenter},
      {"GEOSEARCH g ANY ASC ASC ASC ASC", kNoCenter},
      {"GEOSEARCH none FROMLONLAT 1 1 ASC ASC", kNoShape},
      {"geosearch g BYRADIUS 1 m ASC ASC",
       "(error) ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geosearch"},
      {"GEOSEARCH g FROMLONLAT 1 2 FROMMEMBER Palermo BYRADIUS 1 km", kSyntax},
      {"GEOSEARCH none FROMMEMBER a FROMLONLAT 1 1 BYRADIUS 1 m", kSyntax},
      {"GEOSEARCH g FROMLONLAT 1 2 BYRADIUS 200 km BYBOX 1 1 km", kSyntax},
      {"GEOSEARCH g FROMLONLAT 1 2 BYBOX 1 1 km BYRADIUS 200 km", kSyntax},
      {"GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km ANY", kAnyWithoutCount},
      {"GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km STORE x", kSyntax},
      {"GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST", kSyntax},
      {"GEOSEARCHSTORE d g FROMLONLAT 15 37 BYRADIUS 200 km STORE x", kSyntax},
      {"GEOSEARCHSTORE d none BYRADIUS 1 m ASC WITHDIST",
       "(error) ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD "
       "options"},
      {"GEOSEARCH g", wrong_count("geosearch").c_str()},
      {"GEOSEARCHSTORE d g FROMMEMBER Palermo BYRADIUS 1 km", "(integer) 1"},
  });
}

TEST_CASE("what the centre and the shape of GEOSEARCH refuse") {
  check_refused({
      {"GEOSEARCH none FROMLONLAT 181 0 BYRADIUS 1 m", kPair},
      {"GEOSEARCH g FROMMEMBER none BYRADIUS a m", kNoMember},
      {"GEOSEARCH none FROMMEMBER a BYRADIUS a m", kNoRadius},
      {"GEOSEARCH g FROMLONLAT 15 37 BYRADIUS -1 x", kNegativeRadius},
      {"GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 1 x", kBadUnit},
      {"GEOSEARCH g FROMLONLAT 15 37 BYBOX a 1 km", "(error) ERR need numeric width"},
      {"GEOSEARCH g FROMLONLAT 15 37 BYBOX -1 a km", "(error) ERR need numeric height"},
      {"GEOSEARCH g FROMLONLAT 15 37 BYBOX 1 -1 x",
       "(error) ERR height or width cannot be negative"},
      {"GEOSEARCH g FROMLONLAT 15 37 BYBOX 1 1 x", kBadUnit},
      {"GEOSEARCH g FROMLONLAT 15 37 BYBOX 1 1", kSyntax},
  });
}

TEST_CASE("lengths are kept in metres, and of an option that is repeated the last one counts") {
  const auto [search, error] = parse_geo_search(
      {"GEOSEARCH", "g",     "FROMLONLAT", "1",     "2",          "BYBOX", "9",  "9",
       "m",         "COUNT", "7",          "desc",  "fromlonlat", "3",     "4",  "bybox",
       "1",         "2",     "KM",         "count", "5",          "ASC",   "any"},
      GeoSearchForm::kSearch, nullptr);
  CHECK_FALSE(error);
  CHECK(search.shape.center.longitude == 3);
  CHECK(search.shape.center.latitude == 4);
  CHECK(search.shape.is_box);
  CHECK(search.shape.width == 1000);
  CHECK(search.shape.height == 2000);
  CHECK(search.unit == 1000);
  CHECK(search.count == 5);
  CHECK(search.any);
  CHECK(search.order == GeoOrder::kNearestFirst);
}

TEST_CASE("the destination of GEORADIUS is the last one named") {
  CHECK_FALSE(geo_radius_destination({"GEORADIUS", "g", "1", "1", "1", "m", "ASC"}));
  CHECK_FALSE(geo_radius_destination({"GEORADIUS", "g", "1", "1", "1", "m", "STORE"}));
  CHECK(geo_radius_destination(
            {"GEORADIUS", "g", "1", "1", "1", "m", "store", "a", "STOREDIST", "b"}) == Bytes("b"));
  CHECK(geo_radius_destination({"GEORADIUSBYMEMBER", "g", "m", "1", "m", "STORE", "STORE"}) ==
        Bytes("STORE"));
}

}  // namespace faultline::engine

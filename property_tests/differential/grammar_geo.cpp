// Commands of geo indexes.

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

// clang-format off
constexpr Form kGeoForms[] = {
    {"GEOADD key [NX|XX] [CH] (position member)+", 4},
    {"GEOADD key (position member)+", 10},
    {"GEODIST key member member [unit]", 3},
    {"GEOHASH key member*"},
    {"GEOPOS key member*"},
    {"GEORADIUS key position distance unit [WITHCOORD] [WITHDIST] [WITHHASH]"
     " [COUNT count [ANY]] [ASC|DESC]"},
    {"GEORADIUS key position distance unit [COUNT count]"
     " [ASC|DESC] (STORE key|STOREDIST key)"},
    {"GEORADIUSBYMEMBER key member distance unit [WITHCOORD] [WITHDIST] [WITHHASH]"
     " [COUNT count [ANY]] [ASC|DESC]"},
    {"GEORADIUSBYMEMBER key member distance unit [COUNT count]"
     " [ASC|DESC] (STORE key|STOREDIST key)"},
    {"GEORADIUSBYMEMBER_RO key member distance unit [WITHDIST] [COUNT count [ANY]]"
     " [ASC|DESC]"},
    {"GEORADIUS_RO key position distance unit [WITHDIST] [COUNT count [ANY]] [ASC|DESC]"},
    {"GEOSEARCH key [center] [shape] [ASC|DESC]"},
    {"GEOSEARCH key center shape [ASC|DESC] [COUNT count [ANY]]"
     " [WITHCOORD] [WITHDIST] [WITHHASH]", 5},
    {"GEOSEARCHSTORE key key center shape [ASC|DESC] [COUNT count] [STOREDIST]", 3},
};
// clang-format on

}  // namespace

std::span<const Form> geo_forms() {
  return kGeoForms;
}

}  // namespace faultline::differential

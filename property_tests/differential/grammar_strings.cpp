// Commands of strings.

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

// clang-format off
constexpr Form kStringForms[] = {
    {"APPEND key value", 4},
    {"DECR key"},
    {"DECRBY key integer"},
    {"GET key", 4},
    {"GETDEL key"},
    {"GETEX key"
     " [EX seconds|PX milliseconds|EXAT unix-seconds|PXAT unix-milliseconds|PERSIST]", 4},
    {"GETRANGE key index index", 4},
    {"GETSET key value"},
    {"INCR key"},
    {"INCRBY key integer", 4},
    {"INCRBYFLOAT key float", 4},
    {"LCS key key [LEN] [IDX] [MINMATCHLEN count] [WITHMATCHLEN]", 4},
    {"MGET key+"},
    {"MSET (key value)+"},
    {"MSETNX (key value)+"},
    {"PSETEX key milliseconds value"},
    {"SET key value", 10},
    {"SET key value [NX|XX] [GET]"
     " [EX seconds|PX milliseconds|EXAT unix-seconds|PXAT unix-milliseconds|KEEPTTL]", 8},
    {"SET key float"},
    {"SET key integer", 6},
    {"SETEX key seconds value"},
    {"SETNX key value"},
    {"SETRANGE key byte-offset value", 4},
    {"STRLEN key"},
    {"SUBSTR key index index"},
};
// clang-format on

}  // namespace

std::span<const Form> string_forms() {
  return kStringForms;
}

}  // namespace faultline::differential

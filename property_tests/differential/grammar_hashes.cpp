// Commands of hashes.

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

// clang-format off
constexpr Form kHashForms[] = {
    {"HDEL key field+", 3},
    {"HEXISTS key field"},
    {"HGET key field"},
    {"HGETALL key", 3},
    {"HINCRBY key field integer", 4},
    {"HINCRBYFLOAT key field float", 4},
    {"HKEYS key"},
    {"HLEN key"},
    {"HMGET key field+"},
    {"HMSET key (field value)+"},
    {"HRANDFIELD key [random-count [WITHVALUES]]", 4},
    {"HSCAN key cursor [MATCH pattern] [COUNT count]"},
    {"HSET key (field value)+", 10},
    {"HSET key field integer", 4},
    {"HSETNX key field value"},
    {"HSTRLEN key field"},
    {"HVALS key"},
};
// clang-format on

}  // namespace

std::span<const Form> hash_forms() {
  return kHashForms;
}

}  // namespace faultline::differential

// Commands of sets.

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

// clang-format off
constexpr Form kSetForms[] = {
    {"SADD key member+", 12},
    {"SCARD key"},
    {"SDIFF key+"},
    {"SDIFFSTORE key key+"},
    {"SINTER key+"},
    {"SINTERCARD keys [LIMIT count]"},
    {"SINTERSTORE key key+"},
    {"SISMEMBER key member"},
    {"SMEMBERS key", 3},
    {"SMISMEMBER key member+"},
    {"SMOVE key key member"},
    {"SPOP key [count]", 3},
    {"SRANDMEMBER key [random-count]", 3},
    {"SREM key member+", 4},
    {"SSCAN key cursor [MATCH pattern] [COUNT count]"},
    {"SUNION key+"},
    {"SUNIONSTORE key key+"},
};
// clang-format on

}  // namespace

std::span<const Form> set_forms() {
  return kSetForms;
}

}  // namespace faultline::differential

// Commands of keys of any type.

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

// clang-format off
constexpr Form kKeyForms[] = {
    {"COPY key key [DB database] [REPLACE]", 3},
    {"DBSIZE", 1},
    {"DEL key+", 4},
    {"DUMP key", 4},
    {"EXISTS key+"},
    {"EXPIRE key seconds [NX|XX|GT|LT]", 4},
    {"EXPIREAT key unix-seconds [NX|XX|GT|LT]"},
    {"EXPIRETIME key"},
    {"KEYS pattern"},
    {"MOVE key database"},
    {"OBJECT (ENCODING|REFCOUNT) key"},
    {"OBJECT (ENCODING|REFCOUNT) string-key", 5},
    {"PERSIST key"},
    {"PEXPIRE key milliseconds [NX|XX|GT|LT]", 4},
    {"PEXPIREAT key unix-milliseconds [NX|XX|GT|LT]", 4},
    {"PEXPIRETIME key", 3},
    {"PTTL key", 3},
    {"RANDOMKEY", 1},
    {"RENAME key key", 3},
    {"RENAMENX key key"},
    {"RESTORE key milliseconds payload [REPLACE] [IDLETIME count] [FREQ count]", 4},
    {"RESTORE key unix-milliseconds payload ABSTTL [REPLACE]"},
    {"SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]"},
    {"SORT key [BY key-pattern] [LIMIT index index] [GET key-pattern] [ASC|DESC]"
     " [ALPHA] [STORE key]", 3},
    {"SORT_RO key [BY key-pattern] [LIMIT index index] [GET key-pattern] [ASC|DESC] [ALPHA]"},
    {"TOUCH key+"},
    {"TTL key"},
    {"TYPE key"},
    {"UNLINK key+"},
};
// clang-format on

}  // namespace

std::span<const Form> key_forms() {
  return kKeyForms;
}

}  // namespace faultline::differential

// Commands of bitmaps.

#include "property_tests/differential/families.h"

namespace faultline::differential {
namespace {

// clang-format off
constexpr Form kBitmapForms[] = {
    {"BITCOUNT key"},
    {"BITCOUNT key index index [BYTE|BIT]", 4},
    {"BITFIELD key bitfield-operation+", 6},
    {"BITFIELD_RO key (GET bitfield-type bitfield-offset)+"},
    {"BITFIELD_RO key bitfield-operation*"},
    {"BITOP (AND|OR|XOR) key key+", 4},
    {"BITOP NOT key key+"},
    {"BITPOS key bit [index [index [BYTE|BIT]]]", 4},
    {"BITPOS key bit index index [BYTE|BIT]", 4},
    {"GETBIT key bit-offset"},
    {"SETBIT key bit-offset bit", 6},
};
// clang-format on

}  // namespace

std::span<const Form> bitmap_forms() {
  return kBitmapForms;
}

}  // namespace faultline::differential

// One value in Redis's snapshot format, without its footer: all encodings of strings, sets, hashes
// and sorted sets that Redis 7.0 writes, and those of earlier versions but for the zipmap. Lists
// and streams are no data types here and are malformed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/datatypes/change.h"

namespace faultline::engine {

// The first byte of a value.
enum class RdbType : std::uint8_t {
  kString = 0,
  kSet = 2,
  kSortedSetText = 3,  // scores as decimals
  kHash = 4,
  kSortedSetBinary = 5,  // scores as binary doubles
  kSetIntset = 11,
  kSortedSetZiplist = 12,
  kHashZiplist = 13,
  kHashListpack = 16,
  kSortedSetListpack = 17,
};

// None: malformed, or a collection of nothing.
[[nodiscard]] std::optional<PlainValue> parse_rdb_value(std::string_view bytes);

}  // namespace faultline::engine

// The compact encodings of small collections that payloads of RESTORE carry, as lists of texts and
// numbers in a row: the listpack of Redis 7.0, the ziplist before it, and the intset. Numbers are
// answered as decimals. No bytes whatever break them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"

namespace faultline::engine {

// None: malformed. Unlike Redis, which trusts a payload by default, this looks at every entry.
[[nodiscard]] std::optional<std::vector<Bytes>> parse_listpack(std::string_view bytes);
[[nodiscard]] std::optional<std::vector<Bytes>> parse_ziplist(std::string_view bytes);
[[nodiscard]] std::optional<std::vector<Bytes>> parse_intset(std::string_view bytes);

}  // namespace faultline::engine

// The grammars by family, one file each: every command of Redis 7.0's families of strings, bitmaps,
// hashes, sets, sorted sets, geo indexes and generic keys but those that block a client. A command
// that the engine does not have is not drawn.
#pragma once

#include <span>

#include "property_tests/differential/grammar.h"

namespace faultline::differential {

[[nodiscard]] std::span<const Form> string_forms();      // grammar_strings.cpp
[[nodiscard]] std::span<const Form> bitmap_forms();      // grammar_bitmaps.cpp
[[nodiscard]] std::span<const Form> hash_forms();        // grammar_hashes.cpp
[[nodiscard]] std::span<const Form> set_forms();         // grammar_sets.cpp
[[nodiscard]] std::span<const Form> sorted_set_forms();  // grammar_sorted_sets.cpp
[[nodiscard]] std::span<const Form> geo_forms();         // grammar_geo.cpp
[[nodiscard]] std::span<const Form> key_forms();         // grammar_keys.cpp

}  // namespace faultline::differential

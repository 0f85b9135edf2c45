// How Redis 7.0 would encode a value, as OBJECT ENCODING names it, by its default thresholds and
// the present content alone. A real server also remembers: a collection that has been large keeps
// the encoding of a large one, a string that was changed in place stays raw.
#pragma once

#include <string_view>

#include "engine/datatypes/change.h"

namespace faultline::engine {

// Of a key that is there.
[[nodiscard]] std::string_view encoding_of(const AnyReader& reader);
// Whether Redis keeps the text as an integer it shares among all keys.
[[nodiscard]] bool is_shared_integer(std::string_view text);

}  // namespace faultline::engine

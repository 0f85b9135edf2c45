// The change that makes a key hold what a reader shows, whole and with a deadline: what COPY,
// RENAME and RESTORE leave under their destination. A data type that it does not know does not
// compile.
#pragma once

#include <optional>

#include "engine/datatypes/change.h"

namespace faultline::engine {

// `deadline`, none: the key never expires. Of a key that is not there: Delete.
[[nodiscard]] Change assignment_of(const AnyReader& reader,
                                   const std::optional<WallTime>& deadline);

}  // namespace faultline::engine

// The patterns of SORT … BY and GET: the name of a string, or key->field of a hash, whose first
// star the element takes the place of; # is the element itself.
#pragma once

#include <optional>

#include "engine/datatypes/change.h"

namespace faultline::engine {

// Whether there is a star in it.
[[nodiscard]] bool names_elements(const Bytes& pattern);

// None: the pattern has no star, or nothing of the right type is there.
[[nodiscard]] std::optional<Bytes> look_up_by_pattern(const KeyspaceView& keys,
                                                      const Bytes& pattern, const Bytes& element);

}  // namespace faultline::engine

// The order in which a sweep names its engines: that of the engine table, as in the report of a
// run; a name that the table does not know, as of another version, comes behind, by name.
#pragma once

#include <string_view>

namespace faultline::scenarios {

// For maps whose keys are names of engines.
struct EngineOrder {
  [[nodiscard]] bool operator()(std::string_view one, std::string_view other) const;
};

}  // namespace faultline::scenarios

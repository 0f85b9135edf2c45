// What `faultline list` can list, for who completes its argument and for the links of documents:
// the names of its topics, in the order of the help.
#pragma once

#include "scenarios/program.h"

namespace faultline::scenarios {

[[nodiscard]] Words list_topics();

}  // namespace faultline::scenarios

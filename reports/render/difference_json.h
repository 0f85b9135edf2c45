// `faultline diff --json`: one object a line. First what is compared, then each change, last the
// count; a word under "about" tells them apart.
#pragma once

#include <string>

#include "reports/story/difference_text.h"

namespace faultline::reports {

[[nodiscard]] std::string difference_lines(const ComparedRun& before, const ComparedRun& after,
                                           const Difference& difference);

}  // namespace faultline::reports

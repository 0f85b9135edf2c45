// The text of `faultline diff`: what is compared, then by engine what got worse or better, in words
// and within 80 columns, and a last line that counts.
#pragma once

#include <string>

#include "reports/metrics/difference.h"

namespace faultline::reports {

// One of the two runs, and the folder in which its report lies.
struct ComparedRun {
  std::string directory;
  const ReadResult& result;
};

[[nodiscard]] std::string difference_text(const ComparedRun& before, const ComparedRun& after,
                                          const Difference& difference);
// "cart-split, seed 1: the same scenario (sha256 57291ab0ccdd)".
[[nodiscard]] std::string compared_text(const ReadResult& before, const ReadResult& after);
// What changed, in one sentence without its turn.
[[nodiscard]] std::string change_text(const Change& change);
// "2 worse, 1 better, 3 the same".
[[nodiscard]] std::string difference_tally(const Difference& difference);

}  // namespace faultline::reports

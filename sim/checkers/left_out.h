// What checks leave out because a client's library had an operation run twice: two effects under
// one name, which no reference can tell apart (KeyEntry::ran_again). The ledger counts them:
// duplicated.
#pragma once

#include <cstdint>
#include <string>

#include "sim/story/numbers.h"

namespace faultline::sim {

// For the end of a reason: ", 2 keys left out: …"; empty for none.
[[nodiscard]] inline std::string left_out_text(std::uint64_t count, const std::string& what) {
  if (count == 0) return {};
  return ", " + counted(count, what) + " left out: a client had an operation run twice";
}

}  // namespace faultline::sim

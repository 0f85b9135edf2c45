// The four guarantees of a session (Terry et al., PDIS 1994; shared checkers.md, 3), of which each
// says that what an operation demands is there for a later one of the same client: an earlier write
// or what an earlier read had seen, where a later read runs or wherever a later write comes. Judged
// by what replicas held; where values are unique, held to what clients saw as well.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "sim/checkers/checker.h"
#include "sim/checkers/session_events.h"

namespace faultline::sim {

struct SessionGuarantee {
  std::string_view check;
  std::string_view name;
  Doing earlier;
  Doing later;
  std::string_view no_such_session;  // why it is not applicable
};

// What a finding of this guarantee may be caused by.
[[nodiscard]] std::vector<std::string_view> causes_of(const SessionGuarantee& guarantee);
[[nodiscard]] std::unique_ptr<Checker> session_checker(const SessionGuarantee& guarantee);

}  // namespace faultline::sim

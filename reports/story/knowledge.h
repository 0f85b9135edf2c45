// What a replica knew of a key when an operation ran there, and what it did not know though it had
// run elsewhere by then.
#pragma once

#include <string>
#include <vector>

#include "reports/story/key_at_end.h"

namespace faultline::reports {

// The point of a replica's past at which an operation ran there.
struct Moment {
  sim::OperationIndex operation = 0;
  sim::LocalReplica replica = 0;
  sim::Position position = 0;
};

// Effects of other operations, one an operation, in the order in which they ran at their homes.
struct Knowledge {
  std::vector<sim::EffectIndex> seen;
  std::vector<sim::EffectIndex> unseen;
};
[[nodiscard]] Knowledge knowledge_at(const KeyAtEnd& at, const Moment& moment);

// "operations 3 and 9; not operation 12, which had run 0.9 s before at us-east/a/0/redis".
[[nodiscard]] std::string knowledge_line(const KeyAtEnd& at, const Moment& moment);

}  // namespace faultline::reports

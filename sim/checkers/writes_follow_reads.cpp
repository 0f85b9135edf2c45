// Writes follow reads: a replica that holds a client's write holds what the client had read before,
// and orders that before it.
#include "sim/checkers/session_guarantee.h"

namespace faultline::sim {
namespace {

constexpr SessionGuarantee kWritesFollowReads{"writes_follow_reads", "writes follow reads",
                                              Doing::kReads, Doing::kWrites,
                                              "no session writes after it read"};

}  // namespace

CheckKind writes_follow_reads_check() {
  return {std::string_view("writes_follow_reads"),
          "no replica holds a session's write without what its earlier reads saw, or orders it "
          "before that",
          causes_of(kWritesFollowReads), [] { return session_checker(kWritesFollowReads); }};
}

}  // namespace faultline::sim

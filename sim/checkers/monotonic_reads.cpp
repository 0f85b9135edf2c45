// Monotonic reads: what a client's read had seen of a key is there when it reads the key again.
#include "sim/checkers/session_guarantee.h"

namespace faultline::sim {
namespace {

constexpr SessionGuarantee kMonotonicReads{"monotonic_reads", "monotonic reads", Doing::kReads,
                                           Doing::kReads, "no session reads a key twice"};

}  // namespace

CheckKind monotonic_reads_check() {
  return {std::string_view("monotonic_reads"),
          "a session's read runs where all is that its earlier reads of the key saw",
          causes_of(kMonotonicReads), [] { return session_checker(kMonotonicReads); }};
}

}  // namespace faultline::sim

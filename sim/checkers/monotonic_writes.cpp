// Monotonic writes: a replica that holds a client's write holds those that the client did before,
// and orders them before it.
#include "sim/checkers/session_guarantee.h"

namespace faultline::sim {
namespace {

constexpr SessionGuarantee kMonotonicWrites{"monotonic_writes", "monotonic writes", Doing::kWrites,
                                            Doing::kWrites, "no session writes twice"};

}  // namespace

CheckKind monotonic_writes_check() {
  return {std::string_view("monotonic_writes"),
          "no replica holds a session's write without its earlier ones, or orders it before one",
          causes_of(kMonotonicWrites), [] { return session_checker(kMonotonicWrites); }};
}

}  // namespace faultline::sim

// Read your writes: what a client wrote is there when it reads the key later, wherever that runs.
#include "sim/checkers/session_guarantee.h"

namespace faultline::sim {
namespace {

constexpr SessionGuarantee kReadYourWrites{"read_your_writes", "read your writes", Doing::kWrites,
                                           Doing::kReads,
                                           "no session reads a key that it wrote before"};

}  // namespace

CheckKind read_your_writes_check() {
  return {std::string_view("read_your_writes"),
          "a session's read runs where its earlier writes of the key are",
          causes_of(kReadYourWrites), [] { return session_checker(kReadYourWrites); }};
}

}  // namespace faultline::sim

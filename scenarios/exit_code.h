// How the program ends (shared cli.md, "Exit"): the worst wins, in the order 4 (internal fault), 2
// (bad input), 1 (failed), 3 (unknown), 0 (held).
#pragma once

#include <string_view>

namespace faultline::scenarios {

inline constexpr int kExitHeld = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitBadInput = 2;
inline constexpr int kExitUnknown = 3;
inline constexpr int kExitInternalFault = 4;
inline constexpr int kExitInterrupted = 130;  // after a valid partial report

[[nodiscard]] constexpr int worse(int a, int b) {
  for (const int code : {kExitInternalFault, kExitBadInput, kExitFailed, kExitUnknown})
    if (a == code || b == code) return code;
  return kExitHeld;
}

[[nodiscard]] constexpr int exit_code_of(std::string_view outcome) {
  if (outcome == "held") return kExitHeld;
  return outcome == "failed" ? kExitFailed : kExitUnknown;
}

}  // namespace faultline::scenarios

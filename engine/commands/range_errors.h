// For tests: what Redis answers to a range by score or by member that it cannot read, as redis-cli
// prints it.
#pragma once

namespace faultline::engine {

inline constexpr const char* kBadScoreRange = "(error) ERR min or max is not a float";
inline constexpr const char* kBadLexRange = "(error) ERR min or max not valid string range item";

}  // namespace faultline::engine

// What the rules of comparison.cpp are made of: both sides' replies to one command, and what to say
// where they differ.
#pragma once

#include <string>
#include <string_view>

#include "property_tests/differential/comparison.h"

namespace faultline::differential {

struct BothReplies {
  engine::Reply ours;
  engine::Reply redis;
};

// One side's reply, without what differs deliberately.
[[nodiscard]] engine::Reply ask_model(Sides& sides, const engine::Arguments& arguments);
[[nodiscard]] engine::Reply ask_redis(Sides& sides, const engine::Arguments& arguments);
[[nodiscard]] BothReplies ask_both(Sides& sides, const engine::Arguments& arguments);
[[nodiscard]] std::string shown(const BothReplies& replies);
// Nothing if it is a deliberate difference, which is then counted.
[[nodiscard]] Verdict differ(Sides& sides, const engine::Arguments& arguments,
                             const BothReplies& replies);

// The rule of most commands: equal replies.
[[nodiscard]] Verdict as_it_is(Sides& sides, const engine::Arguments& arguments);
// random_choice.cpp: SRANDMEMBER, HRANDFIELD, ZRANDMEMBER and RANDOMKEY must choose as many, and
// what is there. After SPOP the model holds what Redis holds.
[[nodiscard]] Verdict chosen_at_random(Sides& sides, const engine::Arguments& arguments);
[[nodiscard]] Verdict popped_at_random(Sides& sides, const engine::Arguments& arguments);
// stored_distances.cpp: what a geo search with STOREDIST stores.
[[nodiscard]] Verdict stored_distances(Sides& sides, const engine::Arguments& arguments);
// iteration.cpp: all steps of a SCAN, HSCAN, SSCAN or ZSCAN together.
[[nodiscard]] Verdict whole_iteration(Sides& sides, const engine::Arguments& arguments);

[[nodiscard]] std::string upper_case(std::string_view text);
// Whether one of the arguments, in any case, is this word.
[[nodiscard]] bool has_option(const engine::Arguments& arguments, std::string_view option);

}  // namespace faultline::differential
